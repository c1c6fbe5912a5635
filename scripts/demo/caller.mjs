import { check, fact } from './narrator.mjs';

const timeoutMs = 60_000;

/** Calls the API as somebody; `expect` is the only status that lets the demo go on. */
export function caller(url, token) {
  const send = async (method, path, body, { expect }) => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    fact(`${method} /api/v1${path.split('?')[0]} -> ${response.status}`);
    check(response.status === expect, `${method} ${path} answers ${expect}, not ${response.status}: ${text}`);
    const type = response.headers.get('content-type') ?? '';
    check(expect < 400 || type.startsWith('application/problem+json'), `${expect} is a problem document`);
    return JSON.parse(text);
  };
  return {
    get: (path, options) => send('GET', path, undefined, options),
    post: (path, body, options) => send('POST', path, body, options),
    patch: (path, body, options) => send('PATCH', path, body, options),
    async login({ email, password }) {
      const { accessToken } = await send('POST', '/auth/login', { email, password }, { expect: 200 });
      return caller(url, accessToken);
    },
  };
}
