export const modules = [healthModule, ...(isDev ? [devModule] : [])];
