export const modules: readonly Module[] = [health, /* users */ user, tagModule /* last */]; // all of them, and a comment that is not counted
