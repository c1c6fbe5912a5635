/** Starts it. */
export function main() {}
