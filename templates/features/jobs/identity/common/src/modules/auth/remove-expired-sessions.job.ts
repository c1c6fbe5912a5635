import { LessThan } from 'typeorm';
import { z } from 'zod';
import { defineJob } from '../../platform/jobs/job.js';
import { AuthSession } from '../users/session.entity.js';

/** Nobody can refresh them any more. A login removes those of its user only, and many never come back. */
export const removeExpiredSessions = defineJob(
  { name: 'remove-expired-sessions', schema: z.strictObject({}), cron: '15 3 * * *' },
  async (_data, _run, { dataSource, logger }) => {
    const sessions = dataSource.getRepository(AuthSession);
    const { affected } = await sessions.delete({ expiresAt: LessThan(new Date()) });
    logger.info({ removed: affected }, 'expired sessions removed');
  },
);
