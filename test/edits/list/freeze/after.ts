export const modules = Object.freeze([healthModule, userModule, postModule] as const);
