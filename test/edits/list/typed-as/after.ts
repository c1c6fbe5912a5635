export const everything = [postModule] as Module[];
