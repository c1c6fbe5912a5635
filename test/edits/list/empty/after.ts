export const modules = [postModule];
