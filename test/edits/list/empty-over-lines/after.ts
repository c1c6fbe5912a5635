export const modules = [
  postModule,
];
