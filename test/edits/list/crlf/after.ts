const x = 1;
export const modules = [
  a, // first
  b, // last
  postModule
];
