export const parts: readonly Module[] = [healthModule, postModule];
