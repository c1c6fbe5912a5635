export const modules = [
  a, b,
  c, d,
];
