export const modules = [healthModule];
