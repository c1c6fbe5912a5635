export const modules: readonly Module[] = [
  healthModule,
  userModule,
  tagModule,
  postModule,
];
