a();
if (x) {
  y();
}
