const everything: ReadonlyArray<Module> = Object.freeze([
  healthModule,
]);
