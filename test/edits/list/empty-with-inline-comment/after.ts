export const modules = [/* none */ postModule];
