export const other = [healthModule];
