export const modules: readonly Module[] = [
  healthModule,
  userModule,
  commentModule,
  tagModule,
  ab,
  postModule,
];
