const o = {
  a: 1,
  b: 2
};
export const modules: readonly Module[] = [healthModule, userModule, tagModule];
