import assert from 'node:assert/strict';
import { createHmac, generateKeyPairSync, randomUUID } from 'node:crypto';
import { type Check, noAccounts, noFlaws } from '../check.js';
import { Client, expected, type Json, objectOf, show } from '../http.js';
import { testSecret } from '../subject.js';
import type { Subject } from '../subject.js';
import { base, type Person } from '../world.js';

interface Token {
  readonly header: Json;
  readonly payload: Json;
}

function decode(token: string): Token {
  const [header = '', payload = ''] = token.split('.');
  const read = (part: string): Json => JSON.parse(Buffer.from(part, 'base64url').toString()) as Json;
  return { header: read(header), payload: read(payload) };
}

const part = (value: Json): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function signed({ header, payload }: Token, key: string | Buffer, hash = 'sha256'): string {
  const body = `${part(header)}.${part(payload)}`;
  return `${body}.${createHmac(hash, key).update(body).digest('base64url')}`;
}

/** Tokens that only differ from a good one in what their name says. */
function forgeries(good: string): Readonly<Record<string, string>> {
  const { header, payload } = decode(good);
  const now = Math.floor(Date.now() / 1000);
  const [first, second, signature = ''] = good.split('.');
  const ownKey = Buffer.from('a key of the attacker, long enough for HS256');
  const jwk = { kty: 'oct', k: ownKey.toString('base64url') };
  const like = (changes: Partial<Token>): string => signed({ header, payload, ...changes }, testSecret);
  const claim = (changes: Json): string => like({ payload: { ...payload, ...changes } });
  const head = (changes: Json): string => like({ header: { ...header, ...changes } });
  return {
    'alg none': `${part({ ...header, alg: 'none' })}.${second}.`,
    'alg None with the signature': `${part({ ...header, alg: 'None' })}.${second}.${signature}`,
    'no signature': `${first}.${second}.`,
    'another alg': signed({ header: { ...header, alg: 'HS512' }, payload }, testSecret, 'sha512'),
    'wrong key': signed({ header, payload }, ownKey),
    'empty key': signed({ header, payload }, ''),
    'changed payload': `${first}.${part({ ...payload, sub: randomUUID() })}.${signature}`,
    expired: claim({ iat: now - 2000, exp: now - 1000 }),
    'no exp': like({ payload: { ...payload, exp: undefined } }),
    'future nbf': claim({ nbf: now + 3600 }),
    'wrong iss': claim({ iss: 'https://evil.example' }),
    'no iss': like({ payload: { ...payload, iss: undefined } }),
    'wrong aud': claim({ aud: 'another-service' }),
    'no aud': like({ payload: { ...payload, aud: undefined } }),
    'wrong typ': head({ typ: 'JWT' }),
    'no typ': like({ header: { ...header, typ: undefined } }),
    'unknown kid': head({ kid: '../../../dev/null' }),
    'jwk header': signed({ header: { ...header, jwk }, payload }, ownKey),
    'jwk header, right key': head({ jwk }),
    'jku header': head({ jku: 'https://evil.example/keys.json' }),
    'x5u header': head({ x5u: 'https://evil.example/x.pem' }),
    'crit header': head({ crit: ['exp'] }),
    'another subject': claim({ sub: randomUUID() }),
    'no jti': like({ payload: { ...payload, jti: undefined } }),
  };
}

/** As a host makes it whose clock is five seconds ahead. */
function aheadOf({ header, payload }: Token): Token {
  const iat = Math.floor(Date.now() / 1000) + 5;
  return { header, payload: { ...payload, iat, exp: iat + 600 } };
}

const a8: Check = {
  item: 'A8',
  title: 'no forged access token is taken',
  how: '`jws.ts` verifies with the one algorithm that follows from the key; the header has to be the one we write, and a zod schema asks for issuer, audience, subject, times (30 s between two clocks) and id.',
  async run(subject) {
    if (!subject.files.hasAuth) return noAccounts;
    const { client, world } = await subject.live();
    const { token } = await world.owner();
    const ask = (forged: string) => client.get(`${base}/auth/me`, { token: forged });
    // What makes the refusals below mean something: a token signed here with the right key is good.
    expected(await ask(signed(decode(token), testSecret)), 200);
    const flaws: string[] = [];
    const ahead = await ask(signed(aheadOf(decode(token)), testSecret));
    if (ahead.status !== 200) flaws.push(`a fresh token, iat 5 s ahead: ${ahead.status}`);
    for (const [name, forged] of Object.entries(forgeries(token))) {
      const answer = await ask(forged);
      if (answer.status !== 401) flaws.push(`${name}: ${answer.status}`);
    }
    flaws.push(...(await keyConfusion(subject, await world.owner())));
    noFlaws(flaws);
  },
};

/** With a key pair, the public key is known to all: HS256 with it as the secret must not do. */
async function keyConfusion(subject: Subject, user: Person): Promise<readonly string[]> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  const env = { JWT_SECRET: undefined, JWT_PRIVATE_KEY: String(pem) };
  const service = await subject.boot({ env });
  const client = new Client(service.url);
  try {
    const { email, password } = user;
    const session = objectOf(expected(await client.post(`${base}/auth/login`, { email, password }), 200));
    const good = String(session['accessToken']);
    expected(await client.get(`${base}/auth/me`, { token: good }), 200);
    const { header, payload } = decode(good);
    const confused = { header: { ...header, alg: 'HS256' }, payload };
    const keys = [
      publicKey.export({ type: 'spki', format: 'pem' }),
      publicKey.export({ type: 'spki', format: 'der' }),
    ];
    const answers = await Promise.all(
      keys.map((key) => client.get(`${base}/auth/me`, { token: signed(confused, key) })),
    );
    return answers
      .filter(({ status }) => status !== 401)
      .map((answer) => `HS256 with the public key: ${show(answer)}`);
  } finally {
    client.close();
    await service.stop();
  }
}

const a9: Check = {
  item: 'A9',
  title: 'access tokens are short-lived, complete and impersonal; refresh tokens are no access tokens',
  how: 'Access tokens are `at+jwt`, live 15 minutes at most and carry ids only; refresh tokens are no JWT.',
  async run(subject) {
    if (!subject.files.hasAuth) return noAccounts;
    const { client, world } = await subject.live();
    const user = await world.signUp();
    const { header, payload } = decode(user.token);
    const missing = ['sub', 'iat', 'exp', 'jti', 'iss', 'aud'].filter((name) => payload[name] === undefined);
    assert.deepEqual(missing, []);
    assert.match(String(header['typ']), /^at\+jwt$/i);
    assert.ok(Number(payload['exp']) - Number(payload['iat']) <= 900, 'lives longer than 15 minutes');
    const text = JSON.stringify(payload);
    for (const personal of [user.email, 'Somebody', 'password']) assert.ok(!text.includes(personal), text);
    expected(await client.get(`${base}/auth/me`, { token: user.refreshToken }), 401);
    expected(await client.post(`${base}/auth/refresh`, { refreshToken: user.token }), 401);
    const renewed = objectOf(
      expected(await client.post(`${base}/auth/refresh`, { refreshToken: user.refreshToken }), 200),
    );
    assert.notEqual(decode(String(renewed['accessToken'])).payload['jti'], payload['jti']);
    assert.notEqual(renewed['refreshToken'], user.refreshToken);
  },
};

const MIN_SECRET_LENGTH = 22; // 128 bits in base64url

const a10: Check = {
  item: 'A10',
  title: 'a dump of the database gives no token',
  how: 'A refresh token is a session id and 256 random bits, of which the database has the hash.',
  async run(subject) {
    if (!subject.files.hasAuth) return noAccounts;
    const { client, sql, world } = await subject.live();
    const user = await world.signUp();
    const second = await world.signIn(user);
    const secret = user.refreshToken.split('.').at(-1) ?? '';
    assert.ok(secret.length >= MIN_SECRET_LENGTH && new Set(secret).size > 10, 'too little entropy');
    assert.notEqual(secret.slice(0, 8), second.refreshToken.split('.').at(-1)?.slice(0, 8));

    const tables = await sql.query(
      `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'`,
    );
    const stored: Json[] = [];
    for (const { name } of tables.rows as { name: string }[]) {
      stored.push(...((await sql.query(`SELECT * FROM ${name}`)).rows as Json[]));
    }
    const dump = JSON.stringify(stored);
    for (const given of [secret, user.token, user.password])
      assert.ok(!dump.includes(given), 'stored as it is');
    const mine = stored.filter((row) => row['user_id'] === user.id);
    assert.ok(mine.length > 0, 'no session is stored');
    for (const row of mine) {
      for (const value of Object.values(row).filter((one) => typeof one === 'string')) {
        for (const refreshToken of [value, `${String(row['id'])}.${value}`]) {
          const answer = await client.post(`${base}/auth/refresh`, { refreshToken });
          assert.equal(answer.status, 401, 'a stored value works as a token');
        }
      }
    }
  },
};

export const tokenChecks: readonly Check[] = [a8, a9, a10];
