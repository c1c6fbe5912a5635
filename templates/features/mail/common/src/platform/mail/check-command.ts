import { randomUUID } from 'node:crypto';
import process from 'node:process';
import { z } from 'zod';
import { readEnvironment } from '../../config/environment.js';
import { reportFailure } from '../failure.js';
import { createLogger } from '../http/logger.js';
import { deliveryOf } from './delivery.js';
import { letter } from './letter.js';

const content = letter({
  subject: 'Mail works',
  paragraphs: ['Somebody has checked whether the service can send mail. It can.'],
});

/** Sends a mail at once, without a job: whoever sets a server up wants to see what it says. */
async function main(address: string | undefined): Promise<number> {
  const { data: to } = z.email().safeParse(address);
  if (to === undefined) {
    console.error('Say to whom: npm run mail:check -- you@example.com');
    return 2;
  }
  const config = readEnvironment();
  const deliver = deliveryOf({ config, logger: createLogger(config) });
  await deliver({ ...content, to, id: randomUUID(), message: 'mail-check' });
  console.log('The mail was taken.');
  return 0;
}

try {
  process.exitCode = await main(process.argv[2]);
} catch (error) {
  reportFailure(error);
  process.exitCode = 1;
}
