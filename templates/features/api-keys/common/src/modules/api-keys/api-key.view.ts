import type { ApiKey } from './api-key.entity.js';
import { prefixOf } from './api-key.js';
import type { ApiKeysView, ApiKeyView, NewApiKeyView } from './api-key.schema.js';
import type { CreatedKey } from './api-key.service.js';

export const apiKeysView = (rows: readonly ApiKey[]): ApiKeysView => ({
  items: rows.map(apiKeyView),
});

export const newApiKeyView = ({ row, key }: CreatedKey): NewApiKeyView => ({
  ...apiKeyView(row),
  key,
});

const apiKeyView = (row: ApiKey): ApiKeyView => ({
  id: row.id,
  name: row.name,
  prefix: prefixOf(row.id),
  scopes: row.scopes,
  expiresAt: row.expiresAt?.toISOString() ?? null,
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
});
