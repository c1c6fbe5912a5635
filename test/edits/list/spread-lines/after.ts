export const modules = [
  healthModule,
  ...extra,
  postModule,
];
