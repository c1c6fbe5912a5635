import type { Page } from './page.js';

export const pages: readonly Page[] = [
  // Served beside the API.
];
