export const modules = [
  healthModule,
  ...extra,
];
