import type { SecurityScheme } from './security-scheme.js';

export const bearer: SecurityScheme = {
  name: 'bearer',
  scheme: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
};
