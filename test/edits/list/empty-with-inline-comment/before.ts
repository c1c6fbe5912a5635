export const modules = [/* none */];
