export const modules = [
  healthModule,
] as const satisfies readonly Module[];
