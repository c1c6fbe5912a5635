import { z } from 'zod';
import { messages } from '../../messages.js';
import type { AppContext } from '../context.js';
import { defineJob, PermanentError } from '../jobs/job.js';
import { readData } from '../jobs/jobs.js';
import { deliveryOf } from './delivery.js';
import type { Deliver } from './mailing.js';
import type { Message } from './message.js';

const mailData = z.strictObject({ message: z.string(), ids: z.record(z.string(), z.uuid()) });

/** Two days of attempts: after the first hour one every quarter of an hour, so that mail is there soon after its server is. */
const patience = { retries: 200, backoffSeconds: 10, maxBackoffSeconds: 900 } as const;

/** Where mail goes is a parameter for tests, which keep it. */
export const sendMailTo = (
  delivery: (context: AppContext) => Deliver,
  known: readonly Message[] = messages,
) =>
  defineJob(
    { name: 'send-mail', schema: mailData, concurrency: 5, ...patience },
    async (data, { id }, context) => {
      // A worker of the last deployment may not know a message yet: then it waits for one that does.
      const message = known.find(({ name }) => name === data.message);
      if (!message) throw new Error(`There is no message "${data.message}".`);

      const letter = await message.compose(readData(message, data.ids), context);
      if (!letter) {
        context.logger.info({ mail: message.name }, 'there is nobody to send this mail to');
        return;
      }
      // An address is data, and has to stay one address.
      if (!z.email().safeParse(letter.to).success) {
        throw new PermanentError(`The mail "${message.name}" has no address to go to.`);
      }
      await delivery(context)({ ...letter, id, message: message.name });
      context.logger.info({ event: 'mail.sent', mail: message.name }, 'mail sent');
    },
  );

export const sendMail = sendMailTo(deliveryOf);
