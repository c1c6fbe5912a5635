export const modules = [
  // health first
  healthModule, // always on
  /* users */ userModule, /* keep */ // second
  postModule,

  // dormant,
  /**
   * add new modules above
   */
];
