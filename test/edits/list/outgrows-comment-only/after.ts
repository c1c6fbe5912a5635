export const modulesOfTheWholeApplication: readonly ApplicationModule[] = [
  /* nothing yet */
  postModule,
];
