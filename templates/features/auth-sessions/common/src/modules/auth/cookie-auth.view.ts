import type { z } from 'zod';
import type { Actor } from '../../platform/http/actor.js';
import type { sessionListSchema } from './cookie-auth.schema.js';
import type { LiveSession } from './session-cookie.repository.js';

export function sessionListView(
  sessions: readonly LiveSession[],
  actor: Actor,
): z.infer<typeof sessionListSchema> {
  return {
    data: sessions.map((session) => ({
      id: session.id,
      kind: session.isByCookie ? 'cookie' : 'token',
      current: session.id === actor.sessionId,
      createdAt: session.createdAt.toISOString(),
      lastUsedAt: session.lastUsedAt.toISOString(),
    })),
  };
}
