export const modules: readonly Module[] = [
  health,
  /* users */ user,
  tagModule /* last */,
  postModule,
]; // all of them, and a comment that is not counted
