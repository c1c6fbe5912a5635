const modules = [
  class {
    static a = [1, 2];
  },
  postModule,
];
