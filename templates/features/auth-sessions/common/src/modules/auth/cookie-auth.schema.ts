import { z } from 'zod';

const sessionSchema = z
  .object({
    id: z.uuid(),
    kind: z.enum(['cookie', 'token']),
    current: z.boolean(),
    createdAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime(),
  })
  .meta({ id: 'SignedInSession', description: 'A session of the caller: `current` is this one.' });

export const sessionListSchema = z
  .object({ data: z.array(sessionSchema) })
  .meta({ id: 'SignedInSessionList' });
