import { createHash, createSign, generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Claims {
  readonly [claim: string]: unknown;
}

interface Granted {
  readonly redirectUri: string;
  readonly challenge: string;
  readonly nonce: string | null;
  readonly person: Claims;
}

const newKey = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const base64url = (value: object): string =>
  Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * An OpenID Connect issuer that holds callers to the standard, and can be told to lie. As GitHub does, it also says at
 * `/user` and `/user/emails` who has a token.
 */
export class Issuer {
  readonly clientId = 'client';
  readonly clientSecret = 'client-secret';
  /** What its next ID tokens say in the place of what is true. */
  lies: Claims = {};
  /** The JOSE header of its next ID tokens; without a signature where the algorithm is `none`. */
  header: Claims = { alg: 'RS256', kid: 'key' };
  /** With which it signs; another one is a forger's. */
  isForged = false;
  /** The status of its next answers to tokens asked for. */
  status = 200;
  /** Whether it says nothing at all. */
  isSilent = false;
  /** Whether it has a page of user info. */
  hasUserInfo = true;
  /** Who is signed in there in the browser that is sent to it: it is sent back at once. */
  visitor: Claims | undefined;

  readonly #server: Server;
  readonly #key = newKey();
  readonly #forgery = newKey();
  readonly #codes = new Map<string, Granted>();
  readonly #tokens = new Map<string, Claims>();

  private constructor(server: Server) {
    this.#server = server;
    server.on(
      'request',
      (req: IncomingMessage, res: ServerResponse) => void this.#answer(req, res),
    );
  }

  static async start(): Promise<Issuer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Issuer(server);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** All that it has given so far. */
  get tokens(): readonly string[] {
    return [...this.#tokens.keys()];
  }

  /** What a service is told of it. */
  get env(): Record<string, string> {
    return {
      OIDC_ISSUER: this.url,
      OIDC_CLIENT_ID: this.clientId,
      OIDC_CLIENT_SECRET: this.clientSecret,
    };
  }

  tellTheTruth(): void {
    this.lies = {};
    this.header = { alg: 'RS256', kid: 'key' };
    this.isForged = false;
    this.status = 200;
    this.isSilent = false;
    this.hasUserInfo = true;
    this.visitor = undefined;
  }

  /** Somebody signs in there and lets the service know: what their browser comes back with. */
  signIn(authorizationUrl: string, person: Claims): { page: URL; code: string; state: string } {
    const asked = new URL(authorizationUrl).searchParams;
    const code = randomUUID();
    const redirectUri = asked.get('redirect_uri') ?? '';
    const challenge = asked.get('code_challenge') ?? '';
    if (asked.get('code_challenge_method') !== 'S256' || challenge === '') {
      throw new Error('It asks without PKCE.');
    }
    this.#codes.set(code, { redirectUri, challenge, nonce: asked.get('nonce'), person });
    const state = asked.get('state') ?? '';
    const page = new URL(redirectUri);
    page.search = String(new URLSearchParams({ code, state }));
    return { page, code, state };
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    if (this.isSilent) return;
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    const { pathname, href } = new URL(req.url ?? '', this.url);
    if (pathname === '/authorize' && this.visitor) {
      res.writeHead(302, { location: this.signIn(href, this.visitor).page.href }).end();
      return;
    }
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    const [status, body] = this.#reply(pathname, req, form);
    res.writeHead(status, { 'content-type': 'application/json' });
    res.end(JSON.stringify(body));
  }

  #reply(path: string, req: IncomingMessage, form: URLSearchParams): [number, object] {
    switch (path) {
      case '/.well-known/openid-configuration':
        return [200, this.#metadata()];
      case '/keys': {
        const jwk = this.#key.publicKey.export({ format: 'jwk' });
        return [200, { keys: [{ ...jwk, kid: 'key', alg: 'RS256', use: 'sig' }] }];
      }
      case '/token':
      case '/login/oauth/access_token':
        return this.#redeem(req, form);
      case '/userinfo':
        return this.#tell(req, ({ sub, email, email_verified, name }) => ({
          sub,
          email,
          email_verified,
          name,
        }));
      case '/user':
        return this.#tell(req, ({ id, name }) => ({ id, name }));
      case '/user/emails':
        return this.#tell(req, ({ emails }) => emails as object);
      default:
        return [404, {}];
    }
  }

  #metadata(): object {
    return {
      issuer: this.url,
      authorization_endpoint: `${this.url}/authorize`,
      token_endpoint: `${this.url}/token`,
      ...(this.hasUserInfo && { userinfo_endpoint: `${this.url}/userinfo` }),
      jwks_uri: `${this.url}/keys`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
    };
  }

  #redeem(req: IncomingMessage, form: URLSearchParams): [number, object] {
    if (this.status !== 200) return [this.status, { error: 'server_error' }];
    if (!this.#isClient(req, form)) return [401, { error: 'invalid_client' }];
    const granted = this.#grantedTo(form);
    if (!granted) return [400, { error: 'invalid_grant' }];
    const token = randomUUID();
    this.#tokens.set(token, granted.person);
    const idToken = granted.nonce !== null && { id_token: this.#idToken(granted) };
    return [200, { access_token: token, token_type: 'bearer', ...idToken }];
  }

  #isClient({ headers }: IncomingMessage, form: URLSearchParams): boolean {
    const basic = Buffer.from(headers.authorization?.slice('Basic '.length) ?? '', 'base64');
    return (
      basic.toString() === `${this.clientId}:${this.clientSecret}` ||
      form.get('client_secret') === this.clientSecret
    );
  }

  /** A code is good once, for who asked for it, and for where it was sent. */
  #grantedTo(form: URLSearchParams): Granted | undefined {
    const code = form.get('code') ?? '';
    const granted = this.#codes.get(code);
    this.#codes.delete(code);
    const verifier = form.get('code_verifier') ?? '';
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const isSame =
      granted?.challenge === challenge && granted.redirectUri === form.get('redirect_uri');
    return isSame ? granted : undefined;
  }

  #idToken({ nonce, person }: Granted): string {
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: this.url, aud: this.clientId, iat: now, exp: now + 300, nonce };
    const signed = `${base64url(this.header)}.${base64url({ ...claims, ...person, ...this.lies })}`;
    if (this.header['alg'] === 'none') return `${signed}.`;
    const { privateKey } = this.isForged ? this.#forgery : this.#key;
    return `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url')}`;
  }

  #tell({ headers }: IncomingMessage, what: (person: Claims) => object): [number, object] {
    const person = this.#tokens.get(headers.authorization?.replace(/^bearer /i, '') ?? '');
    return person ? [200, what(person)] : [401, {}];
  }
}
