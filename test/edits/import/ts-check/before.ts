// @ts-check
export function main() {}
