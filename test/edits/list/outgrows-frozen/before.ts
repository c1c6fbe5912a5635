export const modules = Object.freeze([healthModule, userModule, commentModule] as const);
