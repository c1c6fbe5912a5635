import { createServer, type Server } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { chromium, type BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Issuer } from '../../templates/features/auth-oauth/common/test/oauth/issuer.js';
import type { Service } from '../support/service.js';
import { type Opened, openSubject } from './subject.js';

const executablePath = process.env['PLINTH_TEST_CHROMIUM'] ?? '/usr/bin/chromium';

/** An app as small as it can be: a button for each kind of session, and the page that the provider comes back to. */
const pageOf = (api: string): string => `<!doctype html>
<title>App</title>
<button data-end="session">With a cookie</button>
<button data-end="login">With tokens</button>
<p id="me"></p>
<script type="module">
  const api = ${JSON.stringify(`${api}/api/v1/auth`)};
  const ask = (path, body, headers = {}) =>
    fetch(api + path, {
      method: body ? 'POST' : 'GET',
      credentials: 'include',
      headers: { ...(body && { 'content-type': 'application/json' }), ...headers },
      body: body && JSON.stringify(body),
    });
  for (const button of document.querySelectorAll('button')) {
    button.onclick = async () => {
      const { flow, authorizationUrl } = await (await ask('/providers/oidc/start', {})).json();
      sessionStorage.setItem('flow', flow);
      sessionStorage.setItem('end', button.dataset.end);
      location.assign(authorizationUrl);
    };
  }
  if (location.pathname === '/sign-in/oidc') {
    const { code, state } = Object.fromEntries(new URLSearchParams(location.search));
    const flow = sessionStorage.getItem('flow') ?? 'none';
    const end = sessionStorage.getItem('end') ?? 'session';
    sessionStorage.clear();
    const answer = await ask('/providers/oidc/' + end, { flow, code, state });
    const { accessToken } = await answer.json();
    const me = await ask('/me', undefined, accessToken && { authorization: 'Bearer ' + accessToken });
    document.querySelector('#me').textContent = me.ok ? (await me.json()).email : 'nobody: ' + answer.status;
  }
</script>`;

/** At http://localhost, where a browser takes cookies that are Secure. */
async function serve(page: () => string): Promise<Server> {
  const server = createServer((_req, res) => {
    res.writeHead(200, { 'content-type': 'text/html' }).end(page());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

const originOf = (port: number): string => `http://localhost:${port}`;

describe('signing in with a provider in a browser', () => {
  const profile = mkdtempSync(join(tmpdir(), 'plinth-browser-'));
  let opened: Opened;
  let issuer: Issuer;
  let service: Service;
  let app: Server;
  let url: string;
  let browser: BrowserContext;

  beforeAll(async () => {
    opened = await openSubject(['--preset', 'blank', '--features', 'auth-jwt,auth-sessions,auth-oauth']);
    issuer = await Issuer.start();
    app = await serve(() => pageOf(originOf(service.port)));
    url = originOf((app.address() as AddressInfo).port);
    const env = { ...issuer.env, SIGN_IN_URL: `${url}/sign-in`, CORS_ORIGINS: url, CORS_CREDENTIALS: 'on' };
    service = await opened.subject.boot({ env });
    browser = await chromium.launchPersistentContext(profile, {
      executablePath,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'],
    });
  });
  afterAll(async () => {
    await browser?.close();
    await service?.stop();
    await opened?.close();
    app?.close();
    await issuer?.stop();
    rmSync(profile, { recursive: true, force: true });
  });

  const shown = async (work: (page: Awaited<ReturnType<BrowserContext['newPage']>>) => Promise<unknown>) => {
    const page = await browser.newPage();
    await work(page);
    await page.locator('#me:not(:empty)').waitFor();
    const text = await page.locator('#me').textContent();
    await page.close();
    return text;
  };

  it.each(['With a cookie', 'With tokens'])('O1 %s: from the button to whom it is', async (name) => {
    const email = `${name.replaceAll(' ', '.').toLowerCase()}@example.com`;
    issuer.visitor = { sub: name, email, email_verified: true, name: 'Marie' };
    const text = await shown(async (page) => {
      await page.goto(url);
      await page.getByRole('button', { name }).click();
    });
    expect(text).toBe(email);
    await browser.clearCookies();
  });

  it('O1 whoever is sent to the page with the answer of somebody else is nobody', async () => {
    const start = await fetch(`${service.url}/api/v1/auth/providers/oidc/start`, { method: 'POST' });
    const { authorizationUrl } = (await start.json()) as { readonly authorizationUrl: string };
    const attacker = { sub: 'attacker', email: 'attacker@example.com', email_verified: true };
    const { page: link } = issuer.signIn(authorizationUrl, attacker);
    expect(await shown((page) => page.goto(link.href))).toBe('nobody: 401');
  });
});
