export const modules = [
  healthModule,
  postModule,
] as const satisfies readonly Module[];
