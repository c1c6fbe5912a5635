import type { ApiKey } from './api-key.entity.js';
import { prefixOf } from './api-key.js';
import type { ApiKeyView } from './api-key.schema.js';

export const apiKeyView = (row: ApiKey): ApiKeyView => ({
  id: row.id,
  name: row.name,
  prefix: prefixOf(row.id),
  scopes: row.scopes,
  expiresAt: row.expiresAt?.toISOString() ?? null,
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
});
