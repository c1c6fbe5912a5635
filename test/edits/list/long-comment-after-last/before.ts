export const modules = [
  healthModule,
  userModule /* a comment
  over lines, with a comma */
];
