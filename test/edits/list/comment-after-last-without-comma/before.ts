export const modules = [
  healthModule,
  userModule // the last, for now
];
