export const modules: readonly Module[] = [healthModule, userModule, commentModule, tagModule, likeModule, followModule, postModule];
