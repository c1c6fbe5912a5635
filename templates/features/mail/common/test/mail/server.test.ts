import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { PermanentError } from '../../src/platform/jobs/job.js';
import type { Mailing } from '../../src/platform/mail/mailing.js';
import { letter } from '../../src/platform/mail/letter.js';
import { connectionOf, toServer } from '../../src/platform/mail/server.js';
import { smtpServer, type SmtpServer } from './smtp-server.js';

const from = { name: 'Example', address: 'no-reply@example.com' };
const base = { NODE_ENV: 'test', MAIL_FROM: from } as const;

const mailing = (more: Partial<Mailing> = {}): Mailing => ({
  ...letter({ subject: 'Hello', paragraphs: ['How are you?'] }),
  id: randomUUID(),
  message: 'sample',
  to: 'marie@example.com',
  ...more,
});

describe('a mail server', () => {
  let server: SmtpServer | undefined;
  afterEach(() => server?.close());

  const sent = async (answers: Record<string, string>, more: Partial<Mailing> = {}) => {
    server = await smtpServer(answers);
    await toServer({ ...base, SMTP_URL: server.url })(mailing(more));
    return server.lines;
  };
  const refusal = (answers: Record<string, string>): Promise<Error> =>
    sent(answers).then(
      () => new Error('It was taken.'),
      (error: Error) => error,
    );

  it('is told who writes to whom, and that nobody has typed it', async () => {
    const id = randomUUID();
    const lines = await sent({}, { id });
    expect(lines).toContain('MAIL FROM:<no-reply@example.com>');
    expect(lines).toContain('RCPT TO:<marie@example.com>');
    expect(lines).toContain('From: Example <no-reply@example.com>');
    expect(lines).toContain(`Message-ID: <${id}@example.com>`);
    expect(lines).toContain('Auto-Submitted: auto-generated');
  });

  it('gets one recipient and no header of somebody else', async () => {
    const lines = await sent({}, { subject: 'Hello\r\nBcc: eve@example.com\r\n\r\nBody' });
    expect(lines.filter((line) => line.startsWith('RCPT TO'))).toHaveLength(1);
    expect(lines.filter((line) => /^(?:bcc|body)/i.test(line))).toEqual([]);
  });

  it.each([
    ['RCPT', '550 5.1.1 <marie@example.com> is nobody', 'RCPT TO 550 5.1.1'],
    ['.', '554 5.7.1 marie@example.com wants no such mail', 'DATA 554 5.7.1'],
  ])('that refuses for good (%s %s) is not asked again', async (command, answer, facts) => {
    const error = await refusal({ [command]: answer });
    expect(error).toBeInstanceOf(PermanentError);
    expect(error.message).toBe(`The mail "sample" was not taken (${facts}).`);
  });

  it.each([
    ['RCPT', '450 4.2.1 <marie@example.com> is busy', 'RCPT TO 450 4.2.1'],
    ['MAIL', '550 5.7.1 no-reply@example.com may not', 'MAIL FROM 550 5.7.1'],
    ['.', '451 later', 'DATA 451'],
    ['EHLO', '421 4.3.2 mail.example.com closes', 'EHLO 421 4.3.2'],
  ])('that refuses for now (%s %s) is asked again', async (command, answer, facts) => {
    const error = await refusal({ [command]: answer, HELO: answer });
    expect(error).not.toBeInstanceOf(PermanentError);
    expect(error.message).toMatch(/^The mail "sample" was not taken \(/);
    expect(error.message).toContain(facts.split(' ').at(-1));
  });

  it('that is not there is asked again', async () => {
    const deliver = toServer({ ...base, SMTP_URL: 'smtp://127.0.0.1:1' });
    await expect(deliver(mailing())).rejects.toThrow('(CONN ECONNREFUSED)');
  });

  it('without TLS gets no mail where TLS is required', async () => {
    server = await smtpServer();
    const SMTP_URL = server.url.replace('//', '//user:hush@');
    const deliver = toServer({ ...base, SMTP_URL, SMTP_TLS: 'required' });
    await expect(deliver(mailing())).rejects.toThrow('was not taken');
    expect(server.lines.filter((line) => /^(?:AUTH|MAIL)/.test(line))).toEqual([]);
  });
});

describe('the connection to a mail server', () => {
  it.each([
    ['smtp://mail.example.com', 'mail.example.com', 587, false],
    ['smtps://mail.example.com', 'mail.example.com', 465, true],
    ['smtp://[::1]:25', '::1', 25, false],
  ])('of %s', (SMTP_URL, host, port, secure) => {
    expect(connectionOf({ ...base, SMTP_URL })).toMatchObject({ host, port, secure });
  });

  it('signs in with what the URL says', () => {
    const SMTP_URL = 'smtp://me%40example.com:p%25ss@mail.example.com';
    const { auth } = connectionOf({ ...base, SMTP_URL });
    expect(auth).toEqual({ user: 'me@example.com', pass: 'p%ss' });
  });

  it('is TLS in production, unless that is switched off', () => {
    const NODE_ENV = 'production';
    const SMTP_URL = 'smtp://mail.example.com';
    expect(connectionOf({ ...base, SMTP_URL, NODE_ENV }).requireTLS).toBe(true);
    expect(connectionOf({ ...base, SMTP_URL, NODE_ENV, SMTP_TLS: 'optional' }).requireTLS).toBe(
      false,
    );
    expect(connectionOf({ ...base, SMTP_URL }).requireTLS).toBe(false);
  });
});
