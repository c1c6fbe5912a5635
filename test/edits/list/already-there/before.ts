export const modules = [healthModule, (postModule), /* x */ userModule];
