import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { LoginFlow } from '../../src/modules/oauth/login-flow.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { signInMethods } from '../support/sign-in-methods.js';
import {
  createUser,
  password,
  registration,
  signIn,
  type SignedInUser,
} from '../support/sign-in.js';
import { type Claims, Issuer } from './issuer.js';

const base = '/api/v1/auth';

let issuer: Issuer;
let app: TestApp;
beforeAll(async () => {
  issuer = await Issuer.start();
  app = await startApp({ env: issuer.env });
});
afterEach(() => issuer.tellTheTruth());
afterAll(async () => {
  await app.close();
  await issuer.stop();
});

const somebody = (claims: Claims = {}) => ({
  sub: randomUUID(),
  email: `${randomUUID()}@example.com`,
  email_verified: true,
  name: 'Marie Curie',
  ...claims,
});

const post = (path: string, body: object = {}, headers: object = {}) =>
  app.http
    .post(`${base}/${path}`)
    .set({ ...headers })
    .send(body);

/** Named as the operation that takes a password. */
const endOf = (path: string): string => path.split('/').at(-1) ?? '';

/** Somebody goes to the provider and signs in there: what their page posts then. */
async function comeBack(person: Claims, path = 'providers/oidc/start', headers: object = {}) {
  const { flow, authorizationUrl } = (await post(path, {}, headers).expect(200)).body;
  const { code, state } = issuer.signIn(authorizationUrl, person);
  return { flow, code, state };
}

/** What an account needs that a provider does not say. */
function profileOf(email: string): object {
  const { email: _email, password: _password, name: _name, ...profile } = registration(email);
  return profile;
}

const link = async (owner: SignedInUser, person: Claims) => {
  const proof = await comeBack(person, 'identities/oidc/start', owner.headers);
  return post('identities/oidc', proof, owner.headers);
};

const providersOf = async (headers: object): Promise<string[]> => {
  const { body } = await app.http.get(`${base}/identities`).set({ ...headers });
  return body.data.map(({ provider }: { provider: string }) => provider);
};

describe('the providers', () => {
  it('are those that are set', async () => {
    const { body } = await app.http.get(`${base}/providers`).expect(200);
    expect(body).toEqual({ data: [{ id: 'oidc', name: 'Single sign-on' }] });
    await post('providers/google/start').expect(404);
    await post('providers/UP/start').expect(400);
  });

  it('are asked with state, nonce and PKCE, to come back to one page', async () => {
    const { body } = await post('providers/oidc/start').expect(200);
    const url = new URL(body.authorizationUrl);
    expect(`${url.origin}${url.pathname}`).toBe(`${issuer.url}/authorize`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: 'client',
      redirect_uri: 'https://app.example.com/sign-in/oidc',
      response_type: 'code',
      scope: 'openid email profile',
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
    issuer.visitor = somebody();
    const { status, headers } = await fetch(url, { redirect: 'manual' });
    const page = new URL(headers.get('location') ?? '');
    expect([status, `${page.origin}${page.pathname}`]).toEqual([
      302,
      'https://app.example.com/sign-in/oidc',
    ]);
    expect([...page.searchParams.keys()]).toEqual(['code', 'state']);
    expect(body).toMatchObject({ flow: expect.stringMatching(/^[\w-]{43}$/), expiresIn: 600 });
  });
});

it('whoever starts or comes back too often is told to wait', async () => {
  const other = await startApp({ env: { ...issuer.env, AUTH_RATE_LIMIT_MAX: '3' } });
  try {
    for (const path of ['start', ...signInMethods.map((method) => endOf(method.path))]) {
      const statuses: number[] = [];
      for (let count = 0; count < 4; count += 1) {
        const body = path === 'start' ? {} : { flow: 'x', code: 'x', state: 'x' };
        statuses.push((await other.http.post(`${base}/providers/oidc/${path}`).send(body)).status);
      }
      expect(statuses.slice(0, 3)).not.toContain(429);
      expect(statuses[3]).toBe(429);
    }
  } finally {
    await other.close();
  }
});

describe.each(signInMethods)('somebody who signs in by a provider to $path', (method) => {
  const end = `providers/oidc/${endOf(method.path)}`;
  const login = async (person: Claims & { readonly email?: unknown }) =>
    post(end, { ...(await comeBack(person)), profile: profileOf(String(person.email)) });

  async function meOf(answer: Awaited<ReturnType<typeof login>>) {
    expect(answer.status).toBe(200);
    const headers = method.credentialsOf(answer);
    return (await app.http.get(`${base}/me`).set(headers).expect(200)).body;
  }

  it('gets an account the first time, and the same one from then on, whatever their address is', async () => {
    const person = somebody();
    const me = await meOf(await login(person));
    expect(me).toMatchObject({ email: person.email, name: 'Marie Curie', role: 'user' });
    const moved = { ...person, email: `${randomUUID()}@example.com`, name: 'Maria' };
    expect(await meOf(await login(moved))).toEqual(me);
    expect(
      (await meOf(await login({ ...person, sub: randomUUID(), email: moved.email }))).id,
    ).not.toBe(me.id);
  });

  it('has an address that only the page of user info tells', async () => {
    const { email, ...person } = somebody();
    issuer.lies = { email: undefined };
    expect(await meOf(await login({ ...person, email }))).toMatchObject({ email });
  });

  it('is signed in again by a provider that tells no address any more', async () => {
    const person = somebody();
    const me = await meOf(await login(person));
    const other = await startApp({ env: issuer.env });
    try {
      issuer.lies = { email: undefined };
      issuer.hasUserInfo = false;
      const start = await other.http.post(`${base}/providers/oidc/start`).send({}).expect(200);
      const { code, state } = issuer.signIn(start.body.authorizationUrl, person);
      const proof = { flow: start.body.flow, code, state };
      const answer = await other.http.post(`${base}/${end}`).send(proof);
      expect((await meOf(answer)).id).toBe(me.id);
    } finally {
      await other.close();
    }
  });

  it('is called by the address where the name there is none', async () => {
    const person = somebody({ name: '\u0007' });
    const { name } = await meOf(await login(person));
    expect(name).toBe(person.email.split('@')[0]);
  });

  it('is not somebody else who has the address here', async () => {
    const owner = await createUser(app);
    const isOwn = somebody({ email: owner.email });
    expect((await login({ ...isOwn, email_verified: false })).status).toBe(409);
    expect((await login({ ...isOwn, email_verified: 'true' })).status).toBe(409);
  });

  it('needs an address', async () => {
    expect((await login(somebody({ email: undefined }))).status).toBe(422);
    expect((await login(somebody({ email: 'none' }))).status).toBe(422);
  });

  it('is nobody once the account is disabled', async () => {
    const person = somebody();
    const { id } = await meOf(await login(person));
    await app.context.dataSource.query('UPDATE users SET disabled = true WHERE id = $1', [id]);
    expect((await login(person)).status).toBe(401);
  });

  it('comes back once, in the browser that they left with, and in time', async () => {
    const proof = { ...(await comeBack(somebody())), profile: profileOf('x') };
    await post(end, { ...proof, flow: 'another' }).expect(401);
    await post(end, proof).expect(200);
    await post(end, proof).expect(401);

    const [one, other] = [await comeBack(somebody()), await comeBack(somebody())];
    await post(end, { ...other, flow: one.flow }).expect(401);
    await post(end, one).expect(401);

    const late = await comeBack(somebody());
    await app.context.dataSource
      .getRepository(LoginFlow)
      .update({ state: late.state }, { expiresAt: new Date(Date.now() - 1) });
    await post(end, late).expect(401);
  });

  it('is not taken for whom the code of somebody else is for', async () => {
    const [own, other] = [await comeBack(somebody()), await comeBack(somebody())];
    await post(end, { ...own, code: other.code }).expect(401);
  });

  it.each<[string, Claims, Claims?]>([
    ['of another issuer', { iss: 'https://evil.example.com' }],
    ['for another service', { aud: 'another' }],
    ['for another request', { nonce: 'another' }],
    ['for no request', { nonce: undefined }],
    ['of yesterday', { iat: 1, exp: 2 }],
    ['of nobody', { sub: undefined }],
    ['without a signature', {}, { alg: 'none' }],
    ['signed with our secret', {}, { alg: 'HS256' }],
  ])('is nobody by an ID token %s', async (_name, lies, header = { alg: 'RS256', kid: 'key' }) => {
    Object.assign(issuer, { lies, header });
    expect((await login(somebody())).status).toBe(401);
  });

  it('is nobody by an ID token with the signature of somebody else', async () => {
    issuer.isForged = true;
    expect((await login(somebody())).status).toBe(401);
  });

  it('has to wait for a provider that is down', async () => {
    const proof = await comeBack(somebody());
    issuer.status = 500;
    await post(end, proof).expect(503);
    const nobody = await startApp({ env: { ...issuer.env, OIDC_ISSUER: 'http://127.0.0.1:1' } });
    try {
      await nobody.http.post(`${base}/providers/oidc/start`).send({}).expect(503);
      await nobody.http.get('/health/live').expect(200);
    } finally {
      await nobody.close();
    }
  });

  it('is refused whatever is no such answer', async () => {
    const proof = await comeBack(somebody());
    const { code: _code, ...incomplete } = proof;
    await post(end, incomplete).expect(422);
    await post(end, { ...proof, role: 'admin' }).expect(422);
    await post(end, { ...proof, profile: { role: 'admin' } }).expect(422);
  });

  it('leaves neither codes nor secrets in the log', async () => {
    const proof = await comeBack(somebody());
    await post(end, { ...proof, profile: profileOf('x') }).expect(200);
    const log = JSON.stringify(app.logs);
    const { tokens, clientSecret } = issuer;
    for (const secret of [proof.flow, proof.code, proof.state, clientSecret, ...tokens]) {
      expect(log).not.toContain(secret);
    }
    const told = (event: string) => expect.objectContaining({ event, provider: 'oidc' });
    await post(end, proof).expect(401);
    expect(app.logs).toEqual(
      expect.arrayContaining([
        told('account.registered'),
        told('login.succeeded'),
        told('login.failed'),
      ]),
    );
  });
});

describe('an account', () => {
  it('is linked to a provider, and then signed in to by it', async () => {
    const owner = await signIn(app);
    const person = somebody();
    const { body } = await link(owner, person);
    expect(body).toEqual({
      provider: 'oidc',
      email: person.email,
      createdAt: expect.any(String),
      lastUsedAt: expect.any(String),
    });
    expect(await providersOf(owner.headers)).toEqual(['oidc']);
    for (const { path, credentialsOf } of signInMethods) {
      const end = `providers/oidc/${endOf(path)}`;
      const answer = await post(end, await comeBack(person)).expect(200);
      const me = await app.http.get(`${base}/me`).set(credentialsOf(answer)).expect(200);
      expect(me.body.id).toBe(owner.user.id);
    }
  });

  it('is linked to nobody who is linked to another, and to one of each provider', async () => {
    const [owner, other] = [await signIn(app), await signIn(app)];
    const person = somebody();
    expect((await link(owner, person)).status).toBe(201);
    expect((await link(other, person)).status).toBe(409);
    expect((await link(owner, somebody())).status).toBe(409);
    expect(await providersOf(other.headers)).toEqual([]);
  });

  it('is not linked by what somebody else has begun', async () => {
    const [owner, other] = [await signIn(app), await signIn(app)];
    const begun = await comeBack(somebody(), 'identities/oidc/start', other.headers);
    await post('identities/oidc', begun, owner.headers).expect(401);
    const anonymous = await comeBack(somebody());
    await post('identities/oidc', anonymous, owner.headers).expect(401);
    await post('identities/oidc/start').expect(401);
    expect(await providersOf(owner.headers)).toEqual([]);
  });

  it('keeps a way to sign in', async () => {
    const owner = await signIn(app);
    expect((await link(owner, somebody())).status).toBe(201);
    await post('identities/oidc/unlink', {}, owner.headers).expect(409);
    await post('identities/oidc/unlink', { currentPassword: 'wrong' }, owner.headers).expect(422);
    expect(await providersOf(owner.headers)).toEqual(['oidc']);
    await post('identities/oidc/unlink', { currentPassword: password }, owner.headers).expect(204);
    expect(await providersOf(owner.headers)).toEqual([]);
    await post('identities/oidc/unlink', {}, owner.headers).expect(404);
  });
});
