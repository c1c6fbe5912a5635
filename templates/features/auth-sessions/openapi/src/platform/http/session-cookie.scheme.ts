import type { SecurityScheme } from './security-scheme.js';

export const cookie: SecurityScheme = {
  name: 'cookie',
  scheme: { type: 'apiKey', in: 'cookie', name: '__Host-session' },
};
