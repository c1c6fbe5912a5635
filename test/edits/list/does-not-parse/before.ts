export const modules = [healthModule;
