import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { probe } from '../../support/probe.js';

const id = '0190a3c4-5b6d-4e7f-8a9b-0c1d2e3f4a5b';
const json = 'application/json';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ parts: probe });
});
afterAll(() => app.close());

/** What is written to the socket is what is sent: no client tidies it up. */
function sendRaw(text: string | Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(app.port, '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk));
    socket.on('end', () => resolve(answer));
    socket.on('error', reject);
  });
}

describe('a body', () => {
  const post = (body: string | Buffer, type = json) =>
    app.http.post('/api/v1/probes').set('Content-Type', type).send(body);

  it('is read', async () => {
    await post('{"name":"x","size":3}').expect(200, { name: 'x', size: 3 });
  });

  const nested = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
  it.each([
    ['broken', '{bad'],
    ['null', 'null'],
    ['a string', '"x"'],
    ['a number', '1'],
    ['empty', ''],
    ['with NUL', String.raw`{"name":"\u0000"}`],
    ['with a lone surrogate', String.raw`{"name":"\ud800"}`],
    ['with a lone surrogate in a key', String.raw`{"\udfff":1}`],
    ['with an infinite number', '{"name":"x","size":1e400}'],
    ['with __proto__', '{"name":"x","__proto__":{"admin":true}}'],
    ['10 000 levels deep', nested],
    ['33 levels deep', `{"name":${'['.repeat(33)}${']'.repeat(33)}}`],
    ['not UTF-8', Buffer.from('7b226e616d65223a22ff227d', 'hex')],
  ])('that is %s is 400', async (_what, body) => {
    // supertest would put JSON around a Buffer of this type.
    const answer = await post(body).serialize((raw) => raw as string);
    expect(answer.status).toBe(400);
    expect(answer.type).toBe('application/problem+json');
  });

  it.each([
    ['an array', '[]', ''],
    ['lacking a field', '{}', 'name'],
    ['of a wrong type', '{"name":1}', 'name'],
    ['too long', JSON.stringify({ name: 'x'.repeat(51) }), 'name'],
    ['with an unknown field', '{"name":"x","role":"admin"}', 'role'],
    ['with constructor', '{"name":"x","constructor":{}}', 'constructor'],
  ])('that is %s is 422', async (_what, body, field) => {
    const { body: problem } = await post(body).expect(422);
    expect(problem.errors).toEqual([{ field, message: expect.any(String) }]);
  });

  it('of another type is 415', async () => {
    await post('<a/>', 'application/xml').expect(415);
    await post('name=x', 'application/x-www-form-urlencoded').expect(415);
    await post('{"name":"x"}', 'application/json; charset=latin1').expect(415);
    await post('{"name":"x"}').set('Content-Encoding', 'gzip').expect(415);
  });

  it('over 100 kB is 413', async () => {
    await post(JSON.stringify({ name: 'x'.repeat(102_400) })).expect(413);
  });
});

describe('a query', () => {
  it('is read', async () => {
    await app.http.get('/api/v1/probes?limit=5').expect(200, { query: { limit: '5' } });
  });

  it.each([
    'limit=1&limit=2',
    'limit[gte]=1',
    'limit[]=1',
    'limit=NaN',
    'limit=99999999999999999999',
    'unknown=1',
    '__proto__=1',
    '__proto__[limit]=1',
    'constructor=1',
    'limit=%zz',
    'limit=%ff',
    'limit=%00',
    'limit=',
  ])('of ?%s is 400', async (query) => {
    const answer = await app.http.get(`/api/v1/probes?${query}`).expect(400);
    expect(answer.type).toBe('application/problem+json');
  });

  it('is refused where there is nothing to ask', async () => {
    await app.http.get(`/api/v1/probes/${id}?x=1`).set('X-Actor', 'user').expect(400);
  });
});

describe('an id', () => {
  it.each([
    ['abc', 'abc'],
    ['1e3', '1e3'],
    ['1.5', '1.5'],
    ['-1', '-1'],
    ['NUL', '%00'],
    ['20 digits', '99999999999999999999'],
    ['5 kB', 'a'.repeat(5_000)],
    ['..%2f', '..%2f'],
    ['%ff', '%ff'],
    ['%', '%'],
  ])('of %s is 400', async (_what, bad) => {
    const answer = await app.http.get(`/api/v1/probes/${bad}`).set('X-Actor', 'user').expect(400);
    expect(answer.type).toBe('application/problem+json');
  });
});

describe('access', () => {
  it('needs somebody where it is not public', async () => {
    const { headers } = await app.http.get(`/api/v1/probes/${id}`).expect(401);
    expect(headers['www-authenticate']).toBe('Bearer');
    await app.http.get(`/api/v1/probes/${id}`).set('X-Actor', 'user').expect(200);
  });

  it('comes before what was sent', async () => {
    await app.http.get('/api/v1/probes/abc').expect(401);
  });

  it('of admins is for admins', async () => {
    await app.http.delete(`/api/v1/probes/${id}`).expect(401);
    await app.http.delete(`/api/v1/probes/${id}`).set('X-Actor', 'user').expect(403);
    await app.http.delete(`/api/v1/probes/${id}`).set('X-Actor', 'admin').expect(204);
  });
});

describe('methods', () => {
  it('that a path does not have are 405', async () => {
    const { headers, body } = await app.http.put('/api/v1/probes').expect(405);
    expect(headers['allow']).toBe('GET, POST, HEAD, OPTIONS');
    expect(body).toMatchObject({ status: 405, title: 'Method Not Allowed' });
    await app.http.post('/health/live').expect(405);
  });

  it('are listed by OPTIONS', async () => {
    const { headers } = await app.http.options('/api/v1/probes').expect(204);
    expect(headers['allow']).toBe('GET, POST, HEAD, OPTIONS');
  });

  it('include HEAD, which has no body', async () => {
    const { text, headers } = await app.http.head('/api/v1/probes').expect(200);
    expect(text).toBeFalsy();
    expect(headers['etag']).toBeDefined();
  });
});

describe('a failure', () => {
  it('is a problem with the request id', async () => {
    const { body, headers, type } = await app.http.get('/nowhere').expect(404);
    expect(type).toBe('application/problem+json');
    expect(body).toEqual({
      type: 'about:blank',
      title: 'Not Found',
      status: 404,
      detail: 'There is nothing here.',
      requestId: headers['x-request-id'],
    });
  });

  it('of our own tells nothing, and is logged once', async () => {
    const { body, text } = await app.http.get('/api/v1/failures').expect(500);
    expect(text).not.toMatch(/SELECT|passwd|\.ts/);
    const lines = app.logs.filter(({ requestId }) => requestId === body.requestId);
    expect(lines.filter(({ err }) => err !== undefined)).toHaveLength(1);
    expect(lines.find(({ err }) => err)).toMatchObject({
      err: {
        message: 'SELECT secret FROM /etc/passwd',
        stack: expect.stringContaining('probe.ts'),
      },
    });
  });

  it.each([
    ['400', 'GET / HTTP/1.1\r\nHost: x\r\nBad Header\r\n\r\n'],
    ['431', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`],
    ['417', 'GET / HTTP/1.1\r\nHost: x\r\nExpect: miracles\r\n\r\n'],
  ])('of HTTP itself is a problem too: %s', async (status, request) => {
    const answer = await sendRaw(request);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toContain('application/problem+json');
  });
});

describe('the request id', () => {
  it('is taken over, answered and logged', async () => {
    const { headers } = await app.http.get('/health/live').set('X-Request-Id', 'my-id.1');
    expect(headers['x-request-id']).toBe('my-id.1');
    expect(app.logs).toContainEqual(expect.objectContaining({ requestId: 'my-id.1' }));
  });

  it.each([
    ['has a space', 'a b'],
    ['has a quote', 'a"b'],
    ['has 65 letters', 'x'.repeat(65)],
    ['has 10 kB', 'x'.repeat(10_000)],
    ['is empty', ''],
  ])('is replaced when it %s', async (_what, bad) => {
    const { headers } = await app.http.get('/health/live').set('X-Request-Id', bad);
    expect(headers['x-request-id']).toMatch(/^[\da-f-]{36}$/);
  });
});

describe('the log', () => {
  it('has neither headers nor query strings', async () => {
    await app.http.get('/api/v1/probes?limit=hush').set('Authorization', 'Bearer hush-hush');
    const lines = JSON.stringify(app.logs);
    expect(lines).toContain('"path":"/api/v1/probes"');
    expect(lines).not.toContain('hush');
  });
});

describe('headers', () => {
  it('are those of a careful service', async () => {
    const { headers } = await app.http.get('/api/v1/probes').set('Origin', 'https://evil.example');
    expect(headers['x-powered-by']).toBeUndefined();
    expect(headers['access-control-allow-origin']).toBeUndefined();
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['vary']).toMatch(/Origin.*Authorization/);
  });

  it('let an answer be kept only where everybody may have it', async () => {
    const open = await app.http.get('/api/v1/probes');
    expect(open.headers['cache-control']).toBe('no-cache');
    const mine = await app.http.get('/api/v1/probes').set('X-Actor', 'user');
    expect(mine.headers['cache-control']).toBe('no-store');
    const posted = await app.http.post('/api/v1/probes').send({ name: 'x' });
    expect(posted.headers['cache-control']).toBe('no-store');
  });

  it('save sending what the caller has', async () => {
    const { headers } = await app.http.get('/api/v1/probes');
    expect(headers['etag']).toMatch(/^"[\w-]{27}"$/);
    const same = app.http.get('/api/v1/probes').set('If-None-Match', String(headers['etag']));
    await same.expect(304);
  });
});

describe('limits', () => {
  it('hold per address, whatever a caller says of it', async () => {
    const strict = await startApp({ env: { RATE_LIMIT_MAX: '2' }, parts: probe });
    const get = (from: string) => strict.http.get('/api/v1/probes').set('X-Forwarded-For', from);
    await get('1.1.1.1').expect(200);
    await get('2.2.2.2').expect(200);
    const { headers, type } = await get('3.3.3.3').expect(429);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(type).toBe('application/problem+json');
    await strict.http.get('/health/live').expect(200);
    await strict.close();
  });

  it('count behind a trusted proxy by the address it names', async () => {
    const env = { RATE_LIMIT_MAX: '1', TRUST_PROXY: '1' };
    const strict = await startApp({ env, parts: probe });
    const get = (from: string) => strict.http.get('/api/v1/probes').set('X-Forwarded-For', from);
    await get('1.1.1.1').expect(200);
    await get('2.2.2.2').expect(200);
    await get('9.9.9.9, 2.2.2.2').expect(429);
    await strict.close();
  });

  it.each([
    ['4.4.4.4', '4.4.4.4:50001'],
    ['5.5.5.5:50001', '5.5.5.5:50002'],
    ['2001:db8:1::1', '[2001:db8:1::1]:50001'],
  ])('count %s and %s as one caller', async (one, same) => {
    const env = { RATE_LIMIT_MAX: '1', TRUST_PROXY: '1' };
    const strict = await startApp({ env, parts: probe });
    const get = (from: string) => strict.http.get('/api/v1/probes').set('X-Forwarded-For', from);
    await get(one).expect(200);
    await get(same).expect(429);
    await strict.close();
  });
});

describe('CORS', () => {
  it('is for the listed origins', async () => {
    const origin = 'https://app.example.com';
    const listed = await startApp({ env: { CORS_ORIGINS: origin }, parts: probe });
    const preflight = await listed.http
      .options('/api/v1/probes')
      .set({ Origin: origin, 'Access-Control-Request-Method': 'POST' })
      .expect(204);
    expect(preflight.headers['access-control-allow-origin']).toBe(origin);
    expect(preflight.headers['access-control-allow-headers']).toContain('Authorization');
    const other = await listed.http.get('/api/v1/probes').set('Origin', `${origin}.evil.example`);
    expect(other.headers['access-control-allow-origin']).toBeUndefined();
    await listed.close();
  });
});
