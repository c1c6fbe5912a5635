export function f() {
  const modules = [
    postModule,
  ];
  return modules;
}
