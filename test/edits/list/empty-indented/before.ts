export function f() {
  const modules = [
  ];
  return modules;
}
