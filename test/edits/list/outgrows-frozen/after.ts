export const modules = Object.freeze([
  healthModule,
  userModule,
  commentModule,
  postModule,
] as const);
