/*
 * Copyright
 */

/** Starts it. */
export function main() {}
