export const modules = [{
  path: '/',
}, postModule];
