export const modules = [{
  path: '/',
}];
