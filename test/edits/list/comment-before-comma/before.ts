export const modules = [
  healthModule /* a, b */,
  userModule /* c, d */ ,
];
