function f() {
  const modules = [1];
  return modules;
}
export const modules = [healthModule];
