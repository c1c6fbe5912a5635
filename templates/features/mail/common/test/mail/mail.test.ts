import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { messages } from '../../src/messages.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import { SCHEMA } from '../../src/platform/jobs/boss.js';
import { PermanentError } from '../../src/platform/jobs/job.js';
import { Jobs } from '../../src/platform/jobs/jobs.js';
import { letter } from '../../src/platform/mail/letter.js';
import { Mail } from '../../src/platform/mail/mail.js';
import { defineMessage } from '../../src/platform/mail/message.js';
import { sendMailTo } from '../../src/platform/mail/send-mail.job.js';
import { rowsOf } from '../jobs/queued.js';
import { startApp, type TestApp } from '../support/app.js';
import { sentMail } from './outbox.js';

let app: TestApp;
let mail: Mail;
let people: Map<string, string>;

beforeAll(async () => {
  app = await startApp();
  mail = new Mail(new Jobs(app.context.dataSource.manager));
});
beforeEach(async () => {
  people = new Map();
  await app.context.dataSource.query(`DELETE FROM ${SCHEMA}.job WHERE name = 'send-mail'`);
});
afterAll(() => app.close());

const greeting = defineMessage({
  name: 'greeting',
  schema: z.strictObject({ personId: z.uuid() }),
  async read({ personId }) {
    const to = people.get(personId);
    return to === undefined ? undefined : { to, values: { address: to } };
  },
  write: ({ address }) => letter({ subject: 'Hello', paragraphs: [`You are ${address}.`] }),
  sample: { address: 'marie@example.com' },
});

function person(address: string): string {
  const id = randomUUID();
  people.set(id, address);
  return id;
}

const rows = () => rowsOf(app.context.dataSource, 'send-mail');
const sent = () => sentMail(app.context, [greeting]);

describe('a message is sent', () => {
  it('with the transaction that causes it, or not at all', async () => {
    const { manager } = app.context.dataSource;
    const personId = person('marie@example.com');
    const failing = inTransaction(manager, mail, async (own: Mail) => {
      await own.send(greeting, { personId });
      throw new Error('No.');
    });
    await expect(failing).rejects.toThrow('No.');
    expect(await rows()).toEqual([]);

    await inTransaction(manager, mail, (own: Mail) => own.send(greeting, { personId }));
    const [{ id } = { id: '' }] = await rows();
    expect(await sent()).toEqual([
      expect.objectContaining({
        id,
        message: 'greeting',
        to: 'marie@example.com',
        subject: 'Hello',
      }),
    ]);
  });

  it('by ids alone', async () => {
    await expect(mail.send(greeting, { personId: 'marie@example.com' })).rejects.toThrow(
      'personId (invalid_format)',
    );
    expect(await rows()).toEqual([]);
  });

  it('to whoever the row names by then', async () => {
    const personId = person('old@example.com');
    await mail.send(greeting, { personId });
    people.set(personId, 'new@example.com');
    expect((await sent()).map(({ to }) => to)).toEqual(['new@example.com']);
  });

  it('to nobody where nobody is left', async () => {
    await mail.send(greeting, { personId: randomUUID() });
    expect(await sent()).toEqual([]);
    expect(await rows()).toMatchObject([{ state: 'completed' }]);
  });

  it.each(['marie@example.com, eve@example.com', 'marie@example.com\r\nBcc: eve@example.com', ''])(
    'to one address, and not to %j',
    async (address) => {
      await mail.send(greeting, { personId: person(address) });
      expect(await sent()).toEqual([]);
      const [row] = await rows();
      expect(row).toMatchObject({ state: 'failed', attempts: 1 });
      expect(row?.output?.message).not.toContain('example.com');
    },
  );

  it('and no line of the log says to whom, or what', async () => {
    const before = app.logs.length;
    await mail.send(greeting, { personId: person('marie@example.com') });
    await sent();
    const lines = app.logs.slice(before);
    expect(lines.map(({ msg }) => msg)).toEqual(['mail sent', 'job completed']);
    expect(JSON.stringify(lines)).not.toMatch(/marie|Hello/);
  });

  it('later where this worker does not know it yet', async () => {
    const personId = person('marie@example.com');
    const unknown = sendMailTo(() => async () => {}, []);
    const data = { message: greeting.name, ids: { personId } };
    const run = { id: randomUUID(), attempt: 1, signal: AbortSignal.timeout(10_000) };
    const ended = unknown.handle(data, run, app.context);
    await expect(ended).rejects.toThrow('There is no message "greeting".');
    await expect(ended).rejects.not.toBeInstanceOf(PermanentError);
  });
});

it('every message has a name of its own', () => {
  const names = messages.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const message of messages) expect(message.sample().text).not.toBe('');
});
