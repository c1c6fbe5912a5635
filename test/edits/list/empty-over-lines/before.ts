export const modules = [
];
