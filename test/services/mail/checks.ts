import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Check } from '../../bar/check.js';
import { Client, expected } from '../../bar/http.js';
import type { Subject } from '../../bar/subject.js';
import { withClient } from '../../support/database.js';
import { mustRun } from '../../support/run.js';
import { countOf, query, until, withWorker } from '../working.js';
import { type Inbox, type Manners, openInbox } from './inbox.js';
import { tables } from './probe.js';

/** Nobody to write to, and no mail that waits. */
export async function emptyOutbox(subject: Subject): Promise<void> {
  await query(subject, `DELETE FROM pgboss.job WHERE name = 'send-mail'`);
  await query(subject, tables);
}

async function person(subject: Subject, email: string, name = 'Marie'): Promise<string> {
  const id = randomUUID();
  const values = [id, email, name];
  await withClient(subject.databaseUrl, (client) =>
    client.query('INSERT INTO probe_people VALUES ($1, $2, $3)', values),
  );
  return id;
}

const send = (subject: Subject, way: 'commit' | 'rollback', ...people: string[]): Promise<void> =>
  subject.node(['dist/probe/send.js', way, ...people]);

const waiting = `pgboss.job WHERE name = 'send-mail'`;

async function withInbox<Result>(manners: Manners, work: (inbox: Inbox) => Promise<Result>): Promise<Result> {
  const inbox = await openInbox(manners);
  try {
    return await work(inbox);
  } finally {
    await inbox.close();
  }
}

const plain = ({ url }: Inbox) => ({ SMTP_URL: url, SMTP_TLS: 'optional' });

const arrives = ({ received }: Inbox, count = 1, withinMs = 20_000): Promise<void> =>
  until(`${count} mails arrive`, withinMs, async () => received.length >= count);

const ends = (subject: Subject, state: string, withinMs = 20_000): Promise<void> =>
  until(`a mail is ${state}`, withinMs, async () =>
    Boolean(await countOf(subject, `${waiting} AND state::text ~ '${state}'`)),
  );

export const mailChecks: readonly Check[] = [
  {
    item: 'M1',
    title: 'a transaction that fails sends no mail; one that commits sends it once, as text and as HTML',
    how: '`Mail` is `within` a transaction like a repository, and adds a job.',
    async run(subject) {
      const id = await person(subject, 'marie@example.com');
      await send(subject, 'rollback', id);
      assert.equal(await countOf(subject, waiting), 0, 'a mail waits');
      await send(subject, 'commit', id);
      await withInbox({}, async (inbox) => {
        await withWorker(subject, () => ends(subject, 'completed'), plain(inbox));
        const [only, ...more] = inbox.received;
        assert.equal(more.length, 0, 'it came twice');
        assert.deepEqual(only?.recipients, ['marie@example.com']);
        assert.equal(only.mail.from?.text, '"Plinth" <no-reply@example.com>');
        assert.match(only.mail.text ?? '', /You are Marie\./);
        assert.match(String(only.mail.html), /<p>You are Marie\.<\/p>/);
        assert.equal(only.mail.headers.get('auto-submitted'), 'auto-generated');
      });
    },
  },
  {
    item: 'M2',
    title:
      'while the mail server is down nothing that sends mail fails; after it is up again all of 20 mails arrive, each once',
    how: 'A job tries for two days, after pauses that grow to a quarter of an hour.',
    async run(subject) {
      const { port } = await withInbox({}, async (inbox) => inbox);
      const env = { SMTP_URL: `smtp://localhost:${port}`, SMTP_TLS: 'optional' };
      const people = await Promise.all(
        Array.from({ length: 20 }, (_, at) => person(subject, `p${at}@example.com`)),
      );
      await send(subject, 'commit', ...people);
      const tried = (): Promise<number> => countOf(subject, `${waiting} AND state IN ('retry', 'failed')`);
      const allTried = () => until('all were tried', 30_000, async () => (await tried()) === 20);
      await withWorker(
        subject,
        async () => {
          await allTried();
          await withInbox({ port }, async (inbox) => {
            await arrives(inbox, 20, 60_000);
            await delay(1_000);
            const to = inbox.received.flatMap(({ recipients }) => recipients);
            assert.deepEqual([new Set(to).size, to.length], [20, 20], 'some came twice');
          });
        },
        env,
      );
    },
  },
  {
    item: 'M3',
    title: 'a mail whose worker is killed in the middle is sent by the next one, with the same Message-ID',
    how: 'A job whose process died runs again; the Message-ID is made of the id of the job.',
    async run(subject) {
      await send(subject, 'commit', await person(subject, 'marie@example.com'));
      // Nobody wants to wait for its whole minute.
      await query(subject, `UPDATE pgboss.job SET expire_in = interval '4 seconds' WHERE name = 'send-mail'`);
      const held = await withInbox({ hold: new Promise(() => {}) }, (inbox) =>
        withWorker(
          subject,
          async (worker) => {
            await arrives(inbox);
            worker.signal('SIGKILL');
            await worker.ended;
            return inbox.received[0]?.mail.messageId;
          },
          plain(inbox),
        ),
      );
      await withInbox({}, async (inbox) => {
        await withWorker(subject, () => arrives(inbox, 1, 60_000), plain(inbox));
        assert.equal(inbox.received[0]?.mail.messageId, held, 'it is taken for another mail');
      });
    },
  },
  {
    item: 'M4',
    title:
      'a recipient whom the server refuses for good (550) is tried once, one refused for now (450) again, until it is taken',
    how: '`server.ts` tells a 5xx about the recipient or the mail from all other failures, and throws `PermanentError`.',
    async run(subject) {
      const answers: Record<string, string> = {
        'gone@example.com': '550 5.1.1 Nobody here',
        'busy@example.com': '450 4.2.1 Later',
      };
      const refuse = (address: string): string | undefined => {
        const answer = answers[address];
        if (address.startsWith('busy')) delete answers[address];
        return answer;
      };
      await withInbox({ refuse }, (inbox) =>
        withWorker(
          subject,
          async () => {
            await send(subject, 'commit', await person(subject, 'gone@example.com'));
            await ends(subject, 'failed');
            await send(subject, 'commit', await person(subject, 'busy@example.com'));
            await ends(subject, 'retry');
            await ends(subject, 'completed', 40_000);
            const times = (address: string) => inbox.asked.filter((one) => one === address).length;
            assert.deepEqual([times('gone@example.com'), times('busy@example.com')], [1, 2]);
          },
          plain(inbox),
        ),
      );
    },
  },
  {
    item: 'M5',
    title: 'what people have typed adds no recipient, no header and no HTML to a mail',
    how: 'One function, `html`, escapes; an address is checked and handed over as one; nodemailer encodes headers.',
    async run(subject) {
      const name = 'Marie</p><script>alert(1)</script>\r\nBcc: eve@example.com\r\n\r\nHello';
      const people = [
        await person(subject, 'marie@example.com', name),
        await person(subject, 'tom@example.com, eve@example.com'),
        await person(subject, 'ann@example.com\r\nBcc: eve@example.com'),
      ];
      await withInbox({}, async (inbox) => {
        await send(subject, 'commit', ...people);
        const isOver = async () =>
          (await countOf(subject, `${waiting} AND state IN ('completed', 'failed')`)) === 3;
        await withWorker(subject, () => until('all were tried', 30_000, isOver), plain(inbox));
        assert.deepEqual(inbox.asked, ['marie@example.com'], 'other recipients');
        const mail = inbox.received[0]?.mail;
        assert.equal(mail?.bcc, undefined, 'a header of theirs');
        assert.match(String(mail?.subject), /^Hello Marie.*Bcc: eve/s);
        assert.doesNotMatch(String(mail?.html), /<script/, 'HTML of theirs');
        assert.match(String(mail?.html), /&lt;script&gt;/);
      });
    },
  },
  {
    item: 'M6',
    title:
      'production does not start without a mail server and a sender, nor with bad ones, and does not say what they are',
    how: 'Variables of the one schema, and a rule over them.',
    async run(subject) {
      const cases = [
        ['SMTP_URL', undefined],
        ['MAIL_FROM', undefined],
        ['SMTP_URL', 'https://mail.example.com/hush'],
        ['SMTP_URL', 'smtp://me:hush%@mail.example.com'],
        ['MAIL_FROM', 'hush'],
        ['SMTP_TLS', 'perhaps'],
      ] as const;
      for (const [name, value] of cases) {
        const service = await subject.launch({ env: { [name]: value } });
        const how = await Promise.race([service.ended, delay(10_000, 'it serves', { ref: false })]);
        await service.stop();
        const what = `${name}=${value ?? ''}`;
        assert.equal(how, 1, `${what} is not refused: ${how}`);
        assert.match(service.logs(), new RegExp(`\\n  ${name} (?:is required|must)`), what);
        assert.doesNotMatch(service.logs(), /hush|perhaps/, `${what} is shown`);
      }
    },
  },
  {
    item: 'M7',
    title: 'no address, name or word of a mail is in the log or in the job, sent or refused',
    how: 'A job holds ids; the answer of a server is kept by its code.',
    async run(subject) {
      const people = ['marie@example.com', 'gone@example.com', 'busy@example.com'];
      const ids = await Promise.all(people.map((email) => person(subject, email, 'Skłodowska')));
      const refuse = (address: string): string | undefined => {
        if (address.startsWith('gone')) return `550 5.1.1 ${address} is nobody`;
        return address.startsWith('busy') ? `450 4.2.1 ${address} is busy` : undefined;
      };
      await withInbox({ refuse }, async (inbox) => {
        await send(subject, 'commit', ...ids);
        const logs = await withWorker(
          subject,
          async (worker) => {
            for (const state of ['completed', 'failed', 'retry']) await ends(subject, state);
            return worker.logs();
          },
          plain(inbox),
        );
        const rows = await query(subject, `SELECT job::text AS job FROM pgboss.job WHERE name = 'send-mail'`);
        const told = /(?:marie|gone|busy)@|Skłodowska|You are|Hello/;
        assert.doesNotMatch(logs, told, 'the log tells it');
        assert.match(logs, /"mail":"probe-note"/);
        assert.doesNotMatch(JSON.stringify(rows), told, 'the job tells it');
        assert.match(JSON.stringify(rows), /RCPT TO 550 5\.1\.1/);
      });
    },
  },
  {
    item: 'M8',
    title:
      'a mail server that offers no TLS, or a certificate that is not valid, gets neither password nor mail in production',
    how: 'STARTTLS is required unless `SMTP_TLS=optional`, and certificates are checked in any case.',
    async run(subject) {
      const tls = await ownCertificate();
      const attempt = async (manners: Manners, env: Readonly<Record<string, string>>) =>
        withInbox(manners, async (inbox) => {
          await emptyOutbox(subject);
          await send(subject, 'commit', await person(subject, 'marie@example.com'));
          const SMTP_URL = inbox.url.replace('//', '//me:hush@');
          await withWorker(subject, () => ends(subject, 'retry|completed'), { SMTP_URL, ...env });
          return [inbox.passwords.length, inbox.received.length];
        });
      try {
        const { key, cert, file } = tls;
        assert.deepEqual(await attempt({}, {}), [0, 0], 'sent without TLS');
        assert.deepEqual(await attempt({ tls: { key, cert } }, {}), [0, 0], 'any certificate will do');
        const trusting = { NODE_EXTRA_CA_CERTS: file };
        assert.deepEqual(await attempt({ tls: { key, cert } }, trusting), [1, 1]);
      } finally {
        tls.remove();
      }
    },
  },
  {
    item: 'M9',
    title:
      'in development a mail is a file that its owner alone may read, the log says where, and /mail shows each message; in production it is a 404',
    how: 'Without `SMTP_URL`, outside of production, mail goes to `.data/mail`; the page is on where `NODE_ENV` is not production.',
    async run(subject) {
      const { dir } = subject.files;
      const folder = join(dir, '.data', 'mail');
      rmSync(folder, { recursive: true, force: true });
      await send(subject, 'commit', await person(subject, 'marie@example.com'));
      const env = { NODE_ENV: 'development', SMTP_URL: undefined, MAIL_FROM: undefined };
      const service = await subject.boot({ env, mode: 'dev' });
      try {
        await ends(subject, 'completed', 30_000);
        const [file = ''] = existsSync(folder) ? readdirSync(folder).toSorted() : [];
        assert.match(file, /probe-note.*\.eml$/, 'there is no file');
        assert.match(readFileSync(join(folder, file), 'utf8'), /To: marie@example\.com/);
        assert.ok(service.logs().includes(`.data/mail/${file}`), 'the log does not say where it is');
        const client = new Client(service.url);
        assert.match(expected(await client.get('/mail'), 200).text, /probe-note/);
        assert.match(expected(await client.get('/mail/probe-note.html'), 200).text, /You are Marie Curie/);
        client.close();
      } finally {
        await service.stop();
      }
      const { client } = await subject.live();
      for (const path of ['/mail', '/mail/probe-note.html']) {
        assert.equal((await client.get(path)).status, 404, `${path} in production`);
      }
    },
  },
];

/** For localhost, signed by itself. */
async function ownCertificate() {
  const dir = mkdtempSync(join(tmpdir(), 'plinth-mail-'));
  const [keyFile, file] = [join(dir, 'key.pem'), join(dir, 'cert.pem')];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const name = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const to = ['-keyout', keyFile, '-out', file, '-days', '2'];
  await mustRun('openssl', ['req', '-x509', ...curve, ...name, ...to], { cwd: dir });
  return {
    key: readFileSync(keyFile, 'utf8'),
    cert: readFileSync(file, 'utf8'),
    file,
    remove: () => rmSync(dir, { recursive: true }),
  };
}
