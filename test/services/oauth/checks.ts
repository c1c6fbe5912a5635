import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type Check, noFlaws } from '../../bar/check.js';
import { type Answer, Client, expected, objectOf } from '../../bar/http.js';
import type { Subject } from '../../bar/subject.js';
import { base } from '../../bar/world.js';
import { type Claims, Issuer } from '../../../templates/features/auth-oauth/common/test/oauth/issuer.js';
import type { Service } from '../../support/service.js';
import { openInbox } from '../mail/inbox.js';
import { countOf, query, until, untilWaiting, whileLocked, withWorker } from '../working.js';

const password = 'a fine long passphrase';
const auth = `${base}/auth`;

/** Of the blog that is tried. */
export const oauthFeatures = 'auth-jwt,openapi,jobs,mail,accounts-email,api-keys,auth-oauth';

/** Nobody of tests before. */
export const removePeople = async (subject: Subject): Promise<void> =>
  void (await query(subject, 'DELETE FROM login_flows; DELETE FROM users'));

interface World {
  readonly client: Client;
  readonly issuer: Issuer;
  readonly service: Service;
}

/** With a provider, and a service that people sign in to by it. */
async function withIssuer(subject: Subject, work: (world: World) => Promise<void>): Promise<void> {
  const issuer = await Issuer.start();
  try {
    const env = { ...issuer.env, SIGN_IN_URL: 'https://app.example.com/sign-in' };
    const service = await subject.boot({ env });
    const client = new Client(service.url);
    try {
      await work({ client, issuer, service });
    } finally {
      client.close();
      await service.stop();
    }
  } finally {
    await issuer.stop();
  }
}

interface Person extends Claims {
  readonly sub: string;
  readonly email: string;
}

const newPerson = (claims: Claims = {}): Person => ({
  sub: randomUUID(),
  email: `${randomUUID()}@example.com`,
  email_verified: true,
  name: 'Marie Curie',
  ...claims,
});

interface Returned {
  readonly flow: string;
  readonly code: string;
  readonly state: string;
}

/** Somebody leaves for the provider, signs in there, and comes back. */
async function comeBack({ client, issuer }: World, person: Claims, token?: string): Promise<Returned> {
  const path = token === undefined ? 'providers/oidc/start' : 'identities/oidc/start';
  const { flow, authorizationUrl } = await start(client, path, token);
  const { code, state } = issuer.signIn(authorizationUrl, person);
  return { flow, code, state };
}

async function start(client: Client, path: string, token?: string) {
  const body = objectOf(expected(await client.post(`${auth}/${path}`, {}, { token }), 200));
  return { flow: String(body['flow']), authorizationUrl: String(body['authorizationUrl']) };
}

const finish = (client: Client, returned: Returned): Promise<Answer> =>
  client.post(`${auth}/providers/oidc/login`, returned);

const signIn = async (world: World, person: Claims): Promise<Answer> =>
  finish(world.client, await comeBack(world, person));

const tokenOf = (answer: Answer): string => String(objectOf(expected(answer, 200))['accessToken']);

async function meOf(client: Client, answer: Answer): Promise<string> {
  return String(objectOf(expected(await client.get(`${auth}/me`, { token: tokenOf(answer) }), 200))['id']);
}

interface Account {
  readonly id: string;
  readonly email: string;
  readonly token: string;
}

/** Somebody with a password, who has confirmed their address or not. */
async function register(subject: Subject, client: Client, isConfirmed = true): Promise<Account> {
  const email = `${randomUUID()}@example.com`;
  const answer = await client.post(`${auth}/register`, { email, password, name: 'Marie' });
  const id = String(objectOf(expected(answer, 201))['id']);
  if (isConfirmed) {
    await query(
      subject,
      `INSERT INTO known_addresses (user_id, email, verified_at) VALUES ('${id}', '${email}', now())`,
    );
  }
  return { id, email, token: tokenOf(await client.post(`${auth}/login`, { email, password })) };
}

const link = async (world: World, account: Account, person: Claims): Promise<Answer> =>
  world.client.post(`${auth}/identities/oidc`, await comeBack(world, person, account.token), {
    token: account.token,
  });

const unlink = (client: Client, { token }: Account, body: object = {}, provider = 'oidc'): Promise<Answer> =>
  client.post(`${auth}/identities/${provider}/unlink`, body, { token });

/** What an issuer may say that is not so. */
const lies: readonly (readonly [string, (issuer: Issuer) => void])[] = [
  ['of another issuer', (issuer) => (issuer.lies = { iss: 'https://evil.example.com' })],
  ['for another service', (issuer) => (issuer.lies = { aud: 'another' })],
  ['with another nonce', (issuer) => (issuer.lies = { nonce: 'another' })],
  ['without a nonce', (issuer) => (issuer.lies = { nonce: undefined })],
  ['of yesterday', (issuer) => (issuer.lies = { iat: 1, exp: 2 })],
  ['of nobody', (issuer) => (issuer.lies = { sub: undefined })],
  ['without a signature', (issuer) => (issuer.header = { alg: 'none' })],
  ['signed by somebody else', (issuer) => (issuer.isForged = true)],
];

export const oauthChecks: readonly Check[] = [
  {
    item: 'O1',
    title:
      'the code flow has state, nonce and PKCE (S256), is of the browser that began it, and works once, whatever comes of it',
    how: 'A row of the database, found by the hash of a secret that the browser keeps, and deleted as it is read.',
    run: (subject) =>
      withIssuer(subject, async (world) => {
        const { client, issuer } = world;
        const { authorizationUrl } = await start(client, 'providers/oidc/start');
        const asked = new URL(authorizationUrl).searchParams;
        for (const name of ['state', 'nonce', 'code_challenge']) {
          assert.match(asked.get(name) ?? '', /^[\w-]{43}$/, `${name} is missing`);
        }
        assert.equal(asked.get('code_challenge_method'), 'S256', 'no S256');
        assert.equal(asked.get('response_type'), 'code');

        const flaws: string[] = [];
        const refused = async (what: string, returned: Returned): Promise<void> => {
          const { status } = await finish(client, returned);
          if (status !== 401) flaws.push(`${what}: ${status}`);
        };
        const [own, other] = [await comeBack(world, newPerson()), await comeBack(world, newPerson())];
        await refused('the flow of nobody', { ...own, flow: 'x'.repeat(43) });
        await refused('the flow of somebody else', { ...other, flow: own.flow });
        await refused('a flow that failed before', own);
        const stateless = await comeBack(world, newPerson());
        await refused('the state of somebody else', { ...stateless, state: other.state });
        await refused('the code of somebody else', {
          ...(await comeBack(world, newPerson())),
          code: (await comeBack(world, newPerson())).code,
        });
        const late = await comeBack(world, newPerson());
        await query(subject, `UPDATE login_flows SET expires_at = now() WHERE state = '${late.state}'`);
        await refused('a flow of too long ago', late);

        const good = await comeBack(world, newPerson());
        expected(await finish(client, good), 200);
        await refused('a flow a second time', good);
        noFlaws(flaws);

        // The same flow with a code that is good, ten times at once.
        const { flow, authorizationUrl: url } = await start(client, 'providers/oidc/start');
        const person = newPerson();
        const answers = Array.from({ length: 10 }, () => {
          const { code, state } = issuer.signIn(url, person);
          return finish(client, { flow, code, state });
        });
        const statuses = (await Promise.all(answers)).map(({ status }) => status).toSorted();
        assert.deepEqual(statuses, [200, ...Array<number>(9).fill(401)], 'a flow is used more than once');
      }),
  },
  {
    item: 'O2',
    title:
      'a provider comes back to one page of its own below SIGN_IN_URL, whatever a request says; a body has no place for another',
    how: 'The redirect URI is made of the setting and the provider alone, and sent again when the code is redeemed.',
    run: (subject) =>
      withIssuer(subject, async (world) => {
        const { client } = world;
        const headers = { host: 'evil.example.com', 'x-forwarded-host': 'evil.example.com' };
        const path = `${auth}/providers/oidc/start`;
        const { authorizationUrl } = objectOf(expected(await client.post(path, {}, { headers }), 200));
        const uri = new URL(String(authorizationUrl)).searchParams.get('redirect_uri');
        assert.equal(uri, 'https://app.example.com/sign-in/oidc', 'another page');
        const returned = await comeBack(world, newPerson());
        for (const name of ['redirectUri', 'redirect_uri', 'returnTo']) {
          const body = { ...returned, [name]: 'https://evil.example.com' };
          expected(await client.post(`${auth}/providers/oidc/login`, body), 422);
        }
        expected(await finish(client, returned), 200);
      }),
  },
  {
    item: 'O3',
    title:
      'an account is found by provider and subject; by an address only where provider and service have both confirmed it, else 409',
    how: 'Two unique constraints, and a question to the modules that know whose an address is.',
    run: (subject) =>
      withIssuer(subject, async (world) => {
        const { client } = world;
        const person = newPerson();
        const id = await meOf(client, await signIn(world, person));
        const moved = { ...person, email: `${randomUUID()}@example.com` };
        assert.equal(await meOf(client, await signIn(world, moved)), id, 'an address says who it is');
        const heir = newPerson({ email: moved.email });
        assert.notEqual(await meOf(client, await signIn(world, heir)), id, 'an address says who it is');

        const confirmed = await register(subject, client);
        const liar = newPerson({ email: confirmed.email, email_verified: false });
        assert.equal(
          (await signIn(world, liar)).status,
          409,
          'an address that nobody has confirmed is believed',
        );
        const text = newPerson({ email: confirmed.email, email_verified: 'false' });
        assert.equal(
          (await signIn(world, text)).status,
          409,
          'an address that nobody has confirmed is believed',
        );
        const unconfirmed = await register(subject, client, false);
        const victim = newPerson({ email: unconfirmed.email });
        const before = await countOf(subject, 'linked_identities');
        assert.equal((await signIn(world, victim)).status, 409, 'an account of a stranger is handed over');
        assert.equal(await countOf(subject, 'linked_identities'), before);
        const owner = newPerson({ email: confirmed.email.toUpperCase() });
        assert.equal(await meOf(client, await signIn(world, owner)), confirmed.id);

        // Ten browsers of one person who is new.
        const twin = newPerson();
        const flows: Returned[] = [];
        for (let count = 0; count < 10; count += 1) flows.push(await comeBack(world, twin));
        const statuses = (await Promise.all(flows.map((flow) => finish(client, flow)))).map(
          ({ status }) => status,
        );
        assert.ok(statuses.includes(200), statuses.join(', '));
        assert.ok(
          statuses.every((status) => status === 200 || status === 409),
          statuses.join(', '),
        );
        assert.equal(
          await countOf(subject, `users WHERE email = '${twin.email}'`),
          1,
          'two accounts of one person',
        );
      }),
  },
  {
    item: 'O4',
    title: 'an ID token that lies signs nobody in: issuer, audience, nonce, times, subject, signature',
    how: 'openid-client compares them all, the signature by the issuer’s keys too.',
    run: (subject) =>
      withIssuer(subject, async (world) => {
        const { client, issuer } = world;
        const flaws: string[] = [];
        for (const [what, lie] of lies) {
          const returned = await comeBack(world, newPerson());
          lie(issuer);
          const { status } = await finish(client, returned);
          if (status !== 401) flaws.push(`an ID token ${what}: ${status}`);
          issuer.tellTheTruth();
        }
        noFlaws(flaws);
        assert.equal(await countOf(subject, 'users'), 0, 'a lie makes an account');
        expected(await signIn(world, newPerson()), 200);
      }),
  },
  {
    item: 'O5',
    title:
      'a provider that is down, silent or wrong is a 503 within seconds, and a line of the log says why; all else answers meanwhile, and it works again once the provider does',
    how: 'Time-outs of 5 seconds, no connection of the database while it is waited for, and nothing kept of a failed discovery.',
    run: (subject) =>
      withIssuer(subject, async (world) => {
        const { client, issuer, service } = world;
        issuer.isSilent = true;
        const began = Date.now();
        const waiting = Array.from({ length: 20 }, () => client.post(`${auth}/providers/oidc/start`, {}));
        expected(await client.get('/health/ready'), 200);
        expected(await client.get(`${base}/posts`), 200);
        for (const { status } of await Promise.all(waiting)) assert.equal(status, 503, 'a silent provider');
        // Four times what one may take, on a machine that is busy.
        assert.ok(Date.now() - began < 20_000, 'a silent provider is waited for');
        issuer.tellTheTruth();

        const returned = await comeBack(world, newPerson());
        issuer.status = 500;
        assert.equal((await finish(client, returned)).status, 503, 'a provider that fails');
        issuer.tellTheTruth();
        expected(await signIn(world, newPerson()), 200);
        assert.match(service.logs(), /"event":"provider\.failed".*"provider":"oidc"/, 'nothing says why');
      }),
  },
  {
    item: 'O6',
    title:
      'a provider is linked by who began it, to one account alone, whose address is confirmed; nobody unlinks their last way to sign in, not by two requests at once either',
    how: 'The flow has the id of who began it; the account is locked while its providers are counted.',
    run: (subject) =>
      withIssuer(subject, async (world) => {
        const { client } = world;
        const [owner, other] = [await register(subject, client), await register(subject, client)];
        const begun = await comeBack(world, newPerson(), other.token);
        const stolen = await client.post(`${auth}/identities/oidc`, begun, { token: owner.token });
        assert.equal(stolen.status, 401, 'what somebody else has begun is linked');
        const anonymous = await comeBack(world, newPerson());
        const planted = await client.post(`${auth}/identities/oidc`, anonymous, { token: owner.token });
        assert.equal(planted.status, 401, 'what nobody has begun is linked');
        const unconfirmed = await register(subject, client, false);
        assert.equal(
          (await link(world, unconfirmed, newPerson())).status,
          409,
          'an unconfirmed account is linked',
        );

        const person = newPerson();
        expected(await link(world, owner, person), 201);
        assert.equal((await link(world, other, person)).status, 409, 'one identity, two accounts');
        assert.equal(await meOf(client, await signIn(world, person)), owner.id);

        assert.equal((await unlink(client, owner)).status, 409, 'the last way to sign in is gone');
        expected(await unlink(client, owner, { currentPassword: 'wrong' }), 422);
        await query(
          subject,
          `INSERT INTO linked_identities (user_id, provider, subject) VALUES ('${owner.id}', 'google', 'x')`,
        );
        const tries = await whileLocked(
          subject,
          `SELECT 1 FROM users WHERE id = '${owner.id}' FOR UPDATE`,
          async () => {
            const both = ['oidc', 'google'].map((provider) => unlink(client, owner, {}, provider));
            await untilWaiting(subject, 2);
            return both;
          },
        );
        const statuses = (await Promise.all(tries)).map(({ status }) => status).toSorted();
        assert.deepEqual(statuses, [204, 409], 'the last way to sign in is gone');

        // Somebody comes back while the provider is being unlinked.
        const leaver = await register(subject, client);
        const linked = newPerson();
        expected(await link(world, leaver, linked), 201);
        const returned = await comeBack(world, linked);
        const waiting: Promise<Answer>[] = [];
        await whileLocked(subject, `SELECT 1 FROM users WHERE id = '${leaver.id}' FOR UPDATE`, async () => {
          waiting.push(unlink(client, leaver, { currentPassword: password }));
          await untilWaiting(subject, 1);
          waiting.push(finish(client, returned));
          await untilWaiting(subject, 2);
        });
        const [unlinked, late] = await Promise.all(waiting);
        assert.deepEqual([unlinked?.status, late?.status], [204, 401], 'what was unlinked signs in');
      }),
  },
  {
    item: 'O7',
    title:
      'what a browser keeps is in the database as a hash alone; no code, state, token or client secret is in the log, and no token of a provider is kept',
    how: 'SHA-256; the provider’s tokens end with the request.',
    run: (subject) =>
      withIssuer(subject, async (world) => {
        const { client, issuer, service } = world;
        const open = await comeBack(world, newPerson());
        const rows = JSON.stringify(await query(subject, 'SELECT f::text FROM login_flows f'));
        assert.ok(!rows.includes(open.flow), 'the database has what a browser keeps');
        issuer.lies = { nonce: 'another' };
        expected(await finish(client, open), 401);
        issuer.tellTheTruth();
        const done = await comeBack(world, newPerson());
        const token = tokenOf(await finish(client, done));
        await service.stop();
        const secrets = [
          open.flow,
          open.code,
          open.state,
          done.flow,
          done.code,
          done.state,
          token,
          issuer.clientSecret,
        ];
        for (const secret of secrets) assert.ok(!service.logs().includes(secret), 'the log has a secret');
        const kept = JSON.stringify(await query(subject, 'SELECT i::text FROM linked_identities i'));
        for (const given of issuer.tokens)
          assert.ok(!kept.includes(given), 'a token of the provider is kept');
      }),
  },
  {
    item: 'O8',
    title:
      'whoever opened an account with the address of another, and a provider or an API key for it, is out once that one resets the password',
    how: 'The reset that confirms an address for the first time tells the modules, which take back what was linked before.',
    run: (subject) =>
      withIssuer(subject, async (world) => {
        const { client } = world;
        const squatter = newPerson({ email_verified: false });
        const token = tokenOf(await signIn(world, squatter));
        const body = { name: 'Import', scopes: ['*'], expiresAt: null };
        const made = await client.post(`${auth}/api-keys`, body, { token });
        const key = String(objectOf(expected(made, 201))['key']);
        const isKeyGood = async (): Promise<boolean> =>
          (await client.get(`${base}/users`, { token: key })).status !== 401;
        assert.ok(await isKeyGood());
        await resetByMail(subject, client, squatter.email);
        assert.equal(
          (await signIn(world, squatter)).status,
          409,
          'the squatter’s provider opens the account',
        );
        assert.ok(!(await isKeyGood()), 'the squatter’s key opens the account');
        const owner = await client.post(`${auth}/login`, { email: squatter.email, password });
        expected(owner, 200);
      }),
  },
];

/** Somebody who reads the mail of an address chooses a password. */
async function resetByMail(subject: Subject, client: Client, email: string): Promise<void> {
  await query(subject, `DELETE FROM pgboss.job WHERE name = 'send-mail'`);
  const inbox = await openInbox();
  try {
    expected(await client.post(`${auth}/password-reset`, { email }), 202);
    const env = { SMTP_URL: inbox.url, SMTP_TLS: 'optional' };
    await withWorker(
      subject,
      () => until('the mail arrives', 20_000, async () => inbox.received.length > 0),
      env,
    );
    const [, token = ''] = /#token=([\w-]+)/.exec(inbox.received[0]?.mail.text ?? '') ?? [];
    expected(await client.post(`${auth}/password-reset/confirm`, { token, newPassword: password }), 204);
  } finally {
    await inbox.close();
  }
}
