import type { AttemptKey } from './attempt-keys.js';
import { bodyField } from './body-field.js';
import { parseRefreshToken } from './refresh-token.js';

/** Refreshing is counted by the session that the token says it is of. */
export const bySession: AttemptKey = (req) =>
  parseRefreshToken(bodyField(req.body, 'refreshToken') ?? '')?.sessionId;
