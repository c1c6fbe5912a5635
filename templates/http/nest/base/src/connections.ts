import type { Connect } from './connection.js';

export const connections: readonly Connect[] = [
  // Opened at the start, asked for readiness, closed after the last request.
];
