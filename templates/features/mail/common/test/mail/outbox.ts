import { rowsOf, working } from '../jobs/queued.js';
import type { AppContext } from '../../src/platform/context.js';
import type { Mailing } from '../../src/platform/mail/mailing.js';
import type { Message } from '../../src/platform/mail/message.js';
import { sendMailTo } from '../../src/platform/mail/send-mail.job.js';

/** Sends what waits to be sent, as a worker does, and returns it in place of a mail server. */
export async function sentMail(
  context: AppContext,
  known?: readonly Message[],
): Promise<readonly Mailing[]> {
  const sent: Mailing[] = [];
  const job = sendMailTo(() => async (mailing) => void sent.push(mailing), known);
  const isDone = async () =>
    (await rowsOf(context.dataSource, job.name)).every(({ state }) =>
      /completed|failed/.test(state),
    );
  await working(context, job, isDone);
  return sent;
}
