export const modules = Object.freeze([healthModule, userModule] as const);
