function a() {
  return app;
}
const b = () => {
  return app;
};
class C {
  c() {
    return app;
  }
}
