const x = 1;
const y = 2;
const z = 3;
export const modules = [
  a,
  b,
  postModule,
];
f();
