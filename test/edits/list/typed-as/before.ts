export const everything = [] as Module[];
