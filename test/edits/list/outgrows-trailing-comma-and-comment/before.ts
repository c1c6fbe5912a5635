export const modules = [healthModule, userModule, tagModule, /* and, so on */]; // x
