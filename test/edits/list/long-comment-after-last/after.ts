export const modules = [
  healthModule,
  userModule, postModule /* a comment
  over lines, with a comma */
];
