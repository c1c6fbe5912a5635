import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type Check, noFlaws } from '../../bar/check.js';
import { type Answer, Client, expected, objectOf } from '../../bar/http.js';
import type { Subject } from '../../bar/subject.js';
import { flawsOfTime } from '../../bar/timing.js';
import { base } from '../../bar/world.js';
import { type Inbox, openInbox, type Received } from '../mail/inbox.js';
import { countOf, query, until, withWorker } from '../working.js';

const password = 'a fine long passphrase';
const newPassword = 'another fine passphrase';
const waiting = `pgboss.job WHERE name = 'send-mail'`;

/** No mail that waits, and no link, of tests before. */
export const emptyOutbox = async (subject: Subject): Promise<void> =>
  void (await query(subject, `DELETE FROM ${waiting}; DELETE FROM email_tokens`));

const newAddress = (): string => `${randomUUID()}@example.com`;

interface Person {
  readonly email: string;
  readonly token: string;
}

/** Somebody who is signed in, and has read their mail. */
async function person(subject: Subject): Promise<Person> {
  const { client } = await subject.live();
  const email = newAddress();
  expected(await client.post(`${base}/auth/register`, { email, password, name: 'Marie' }), 201);
  await emptyOutbox(subject);
  return { email, token: await signIn(client, email) };
}

async function signIn(client: Client, email: string, word = password): Promise<string> {
  const answer = expected(await client.post(`${base}/auth/login`, { email, password: word }), 200);
  return String(objectOf(answer)['accessToken']);
}

const isSignedIn = async (client: Client, token: string): Promise<boolean> =>
  (await client.get(`${base}/auth/me`, { token })).status === 200;

/** With a worker and a mail server that has come up. */
async function withMail(subject: Subject, work: (inbox: Inbox) => Promise<void>): Promise<void> {
  const inbox = await openInbox();
  const env = { SMTP_URL: inbox.url, SMTP_TLS: 'optional' };
  try {
    await withWorker(subject, () => work(inbox), env);
  } finally {
    await inbox.close();
  }
}

/** The next mail to somebody, about something. */
async function mailTo(inbox: Inbox, email: string, subject: RegExp, withinMs = 20_000): Promise<Received> {
  const seen = new Set(inbox.received.filter(({ read }) => read));
  const find = (): Received | undefined =>
    inbox.received.find(
      (one) => !seen.has(one) && one.recipients.includes(email) && subject.test(one.mail.subject ?? ''),
    );
  await until(`mail about ${String(subject)}`, withinMs, async () => find() !== undefined);
  const found = find();
  if (found === undefined) assert.fail('It was there.');
  found.read = true;
  return found;
}

const linkIn = ({ mail }: Received): URL => new URL(/https?:\S+/.exec(mail.text ?? '')?.[0] ?? '');
const tokenIn = (received: Received): string => linkIn(received).hash.replace('#token=', '');

const askReset = async (client: Client, email: string, headers = {}): Promise<Answer> =>
  client.post(`${base}/auth/password-reset`, { email }, { headers });
const reset = (client: Client, token: string, word = newPassword): Promise<Answer> =>
  client.post(`${base}/auth/password-reset/confirm`, { token, newPassword: word });

export const accountChecks: readonly Check[] = [
  {
    item: 'E1',
    title:
      'registration answers 201 while the mail server is down; its mail arrives later, and its link confirms the address once',
    how: 'The mail is a job of the transaction; a token is deleted by the statement that uses it.',
    async run(subject) {
      const { client } = await subject.live();
      const email = newAddress();
      const down = { SMTP_URL: 'smtp://127.0.0.1:1', SMTP_TLS: 'optional' };
      await withWorker(
        subject,
        async () => {
          expected(await client.post(`${base}/auth/register`, { email, password, name: 'Marie' }), 201);
          const isTried = async () => (await countOf(subject, `${waiting} AND state = 'retry'`)) === 1;
          await until('the mail is tried', 20_000, isTried);
        },
        down,
      );
      const token = await signIn(client, email);
      const address = async () => objectOf(expected(await client.get(`${base}/auth/email`, { token }), 200));
      assert.deepEqual(await address(), { email, isVerified: false });
      await withMail(subject, async (inbox) => {
        const link = tokenIn(await mailTo(inbox, email, /^Confirm your e-mail address/, 60_000));
        const confirm = () => client.post(`${base}/auth/email/verification/confirm`, { token: link });
        expected(await confirm(), 204);
        assert.deepEqual(await address(), { email, isVerified: true });
        expected(await confirm(), 422);
      });
    },
  },
  {
    item: 'E2',
    title:
      'of 10 that use a reset link at once one succeeds; it ends all sessions, and is told to the address',
    how: 'One DELETE … RETURNING in the transaction that changes the password and revokes the sessions.',
    async run(subject) {
      const { client } = await subject.live();
      const { email, token } = await person(subject);
      const second = await signIn(client, email);
      await withMail(subject, async (inbox) => {
        expected(await askReset(client, email), 202);
        const link = tokenIn(await mailTo(inbox, email, /^Reset/));
        expected(await reset(client, link, 'password1234'), 422);
        const words = Array.from({ length: 10 }, (_, at) => `${newPassword} ${at}`);
        const statuses = await Promise.all(
          words.map(async (word) => (await reset(client, link, word)).status),
        );
        const won = statuses.filter((status) => status === 204).length;
        assert.equal(won, 1, `not exactly one: ${statuses.join(', ')}`);
        for (const one of [token, second]) {
          assert.equal(await isSignedIn(client, one), false, 'a session goes on');
        }
        expected(await client.post(`${base}/auth/login`, { email, password }), 401);
        await mailTo(inbox, email, /^Your password has been changed/);
      });
    },
  },
  {
    item: 'E3',
    title:
      'a link is good for its time (a reset: 30 minutes), until a newer one is sent, and for the address and the password of then',
    how: 'One row for each account and purpose, with the address and a mark of the password, which the account has to have still.',
    async run(subject) {
      const { client } = await subject.live();
      await withMail(subject, async (inbox) => {
        const { email, token } = await person(subject);
        const link = async () => {
          expected(await askReset(client, email), 202);
          return tokenIn(await mailTo(inbox, email, /^Reset/));
        };
        const [first, second] = [await link(), await link()];
        expected(await reset(client, first), 422);
        const tokens = `email_tokens WHERE purpose = 'reset'`;
        const long = await countOf(subject, `${tokens} AND expires_at > now() + interval '30 minutes'`);
        assert.equal(long, 0, 'a link is good for longer');
        await query(subject, `UPDATE email_tokens SET expires_at = now() - interval '1 second'`);
        assert.equal((await reset(client, second)).status, 422, 'a link is good after its time');

        const third = await link();
        const changed = newAddress();
        const wish = { email: changed, currentPassword: password };
        expected(await client.post(`${base}/auth/email/change`, wish, { token }), 202);
        const change = tokenIn(await mailTo(inbox, changed, /^Confirm your new/));
        expected(await client.post(`${base}/auth/email/change/confirm`, { token: change }), 204);
        assert.equal((await reset(client, third)).status, 422, 'a link to the address of before is good');

        // Whoever knew the password has asked for another address; then its owner resets the password.
        const victim = await person(subject);
        const theirs = newAddress();
        const attack = { email: theirs, currentPassword: password };
        expected(await client.post(`${base}/auth/email/change`, attack, { token: victim.token }), 202);
        const stolen = tokenIn(await mailTo(inbox, theirs, /^Confirm your new/));
        expected(await askReset(client, victim.email), 202);
        expected(await reset(client, tokenIn(await mailTo(inbox, victim.email, /^Reset/))), 204);
        const late = await client.post(`${base}/auth/email/change/confirm`, { token: stolen });
        assert.equal(late.status, 422, 'a link of before the password is good');
      });
    },
  },
  {
    item: 'E4',
    title: 'whoever asks for a reset link learns nothing of accounts: the same answer after the same work',
    how: 'A mail to nobody is a job like any other; whom it goes to is looked up when it is sent.',
    async run(subject) {
      const { client } = await subject.live();
      const { email } = await person(subject);
      const answers: string[] = [];
      const ask = async (to: string): Promise<void> => {
        const { status, text } = await askReset(client, to);
        answers.push(`${status}${text}`);
      };
      const attempts = { 'an account': () => ask(email), 'a stranger': () => ask(newAddress()) };
      const flaws = await flawsOfTime(attempts, 60);
      assert.deepEqual([...new Set(answers)], ['202'], 'other answers');
      assert.equal(await countOf(subject, waiting), answers.length, 'other work');
      noFlaws(flaws);
    },
  },
  {
    item: 'E5',
    title:
      'a link leads to APP_URL whatever a request says; its token is in the fragment, and neither in the database nor in the log',
    how: 'The token is made when the mail is written, and stored as its SHA-256. No header of a request is there then.',
    async run(subject) {
      const { client, sql } = await subject.live();
      const { email } = await person(subject);
      await withMail(subject, async (inbox) => {
        const headers = { Host: 'evil.example', 'X-Forwarded-Host': 'evil.example' };
        expected(await askReset(client, email, headers), 202);
        const received = await mailTo(inbox, email, /^Reset/);
        const { mail } = received;
        assert.doesNotMatch(`${mail.text}${String(mail.html)}`, /evil/);
        const link = linkIn(received);
        assert.equal(`${link.origin}${link.pathname}`, 'https://app.example.com/reset-password');
        assert.equal(link.search, '', 'the token is in the query');
        const token = tokenIn(received);
        assert.match(token, /^[\w-]{43}$/);
        const tables = ['email_tokens', 'known_addresses', 'pgboss.job', 'users'];
        for (const table of tables) {
          const { rows } = await sql.query(`SELECT t::text AS row FROM ${table} t`);
          assert.ok(!JSON.stringify(rows).includes(token), `${table} has the token`);
        }
        expected(await reset(client, token), 204);
        assert.ok(!subject.logs().includes(token), 'the log has the token');
      });
    },
  },
  {
    item: 'E6',
    title:
      'a new address needs the password, is used once it is confirmed, and is told to the old one; all sessions end',
    how: 'The address waits with its token; one transaction changes it, revokes the sessions and adds the mail.',
    async run(subject) {
      const { client } = await subject.live();
      const { email: old, token } = await person(subject);
      const email = newAddress();
      const ask = (currentPassword: string) =>
        client.post(`${base}/auth/email/change`, { email, currentPassword }, { token });
      await withMail(subject, async (inbox) => {
        expected(await ask('wrong'), 422);
        expected(await ask(password), 202);
        const link = tokenIn(await mailTo(inbox, email, /^Confirm your new/));
        const me = objectOf(expected(await client.get(`${base}/auth/me`, { token }), 200));
        assert.equal(me['email'], old, 'it is used before it is confirmed');
        const confirm = () => client.post(`${base}/auth/email/change/confirm`, { token: link });
        expected(await confirm(), 204);
        expected(await confirm(), 422);
        assert.equal(await isSignedIn(client, token), false, 'a session goes on');
        await mailTo(inbox, old, /^Your e-mail address has been changed/);
        await signIn(client, email);
      });
    },
  },
  {
    item: 'E7',
    title: 'asking for links and trying tokens are counted like logins',
    how: 'The same counters, by address and by account.',
    async run(subject) {
      const service = await subject.boot({ env: { AUTH_RATE_LIMIT_MAX: '3' } });
      const client = new Client(service.url);
      const tries: readonly [string, object][] = [
        ['password-reset', { email: newAddress() }],
        ['password-reset/confirm', { token: 'x', newPassword }],
        ['email/verification/confirm', { token: 'x' }],
        ['email/change/confirm', { token: 'x' }],
      ];
      try {
        for (const [path, body] of tries) {
          const statuses: number[] = [];
          for (let count = 0; count < 8; count += 1) {
            statuses.push((await client.post(`${base}/auth/${path}`, body)).status);
          }
          assert.equal(statuses.at(-1), 429, `${path} is not counted`);
        }
      } finally {
        client.close();
        await service.stop();
      }
    },
  },
  {
    item: 'E8',
    title: 'nobody gets a role, from an admin or from the command line, before their address is confirmed',
    how: 'A hook of accounts looks for the confirmed address, in the transaction that gives the role.',
    async run(subject) {
      const { client, sql } = await subject.live();
      const admin = await person(subject);
      await sql.query(`UPDATE users SET role = 'admin' WHERE email = $1`, [admin.email]);
      const someone = await person(subject);
      const [row] = (await sql.query('SELECT id FROM users WHERE email = $1', [someone.email])).rows;
      const give = (role: string) =>
        client.ask('PATCH', `${base}/users/${String(row['id'])}`, { body: { role }, token: admin.token });
      assert.equal((await give('editor')).status, 409, 'a role is given');
      const promote = () => subject.node(['dist/modules/users/promote-command.js', someone.email]);
      await assert.rejects(promote, /not confirmed yet/, 'the command gives a role');
      expected(await give('user'), 200);
      await withMail(subject, async (inbox) => {
        expected(await client.post(`${base}/auth/email/verification`, {}, { token: someone.token }), 202);
        const link = tokenIn(await mailTo(inbox, someone.email, /^Confirm/));
        expected(await client.post(`${base}/auth/email/verification/confirm`, { token: link }), 204);
      });
      expected(await give('editor'), 200);
      await promote();
    },
  },
  {
    item: 'E9',
    title: 'a change of the password is told to the address',
    how: 'A hook of accounts adds the mail, in the transaction that changes the password.',
    async run(subject) {
      const { client } = await subject.live();
      const { email, token } = await person(subject);
      const change = { currentPassword: password, newPassword };
      expected(await client.post(`${base}/auth/change-password`, change, { token }), 204);
      await withMail(subject, async (inbox) => {
        await mailTo(inbox, email, /^Your password has been changed/);
      });
    },
  },
];
