export const modules = [a, , b, ,];
