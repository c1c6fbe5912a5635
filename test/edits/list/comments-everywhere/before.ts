export const modules = [
  // health first
  healthModule, // always on
  /* users */ userModule, /* keep */ // second

  // dormant,
  /**
   * add new modules above
   */
];
