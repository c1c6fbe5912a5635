export const modules = [
  withPrefix('/a', [x, y]),
  lazy(() => {
    return [z];
  })
];
