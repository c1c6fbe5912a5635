const other: string[] = [];
export const everything: Array<Module> = [healthModule, postModule];
