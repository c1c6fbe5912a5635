import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Live } from '../bar/subject.js';
import { type Opened, openSubject } from './subject.js';

const executablePath = process.env['PLINTH_TEST_CHROMIUM'] ?? '/usr/bin/chromium';

/** What a browser complains of, and what it asks others for. */
function complaintsOf(page: Page, origin: string): readonly string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('requestfailed', (request) => complaints.push(`${request.url()} failed`));
  page.on('request', (request) => {
    const { protocol, origin: asked } = new URL(request.url());
    if (protocol !== 'data:' && asked !== origin) complaints.push(`it asks ${asked}`);
  });
  return complaints;
}

describe('the API page in a browser', () => {
  const profile = mkdtempSync(join(tmpdir(), 'plinth-browser-'));
  let opened: Opened;
  let live: Live;
  let browser: BrowserContext;

  beforeAll(async () => {
    opened = await openSubject(['--preset', 'blog']);
    live = await opened.subject.live();
    browser = await chromium.launchPersistentContext(profile, {
      executablePath,
      // The rest of what Chromium asks the world for would only slow it down here.
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'],
    });
  });
  afterAll(async () => {
    await browser?.close();
    await opened?.close();
    rmSync(profile, { recursive: true, force: true });
  });

  it('P4 shows every operation, with nothing from elsewhere and nothing refused by its policy', async () => {
    const page = await browser.newPage();
    const complaints = complaintsOf(page, live.service.url);
    await page.goto(`${live.service.url}/api-docs`);
    await page.locator('.opblock').first().waitFor();
    const shown = await page.locator('.opblock-summary').evaluateAll((summaries) =>
      summaries.map((summary) => {
        const part = (name: string) =>
          summary.querySelector(name)?.textContent?.replaceAll('\u200b', '').trim();
        return `${part('.opblock-summary-method')} ${part('.opblock-summary-path')}`;
      }),
    );
    const documented = live.document.operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
    expect(shown.toSorted()).toEqual(documented.toSorted());
    expect(complaints).toEqual([]);
  });

  it('P4 calls the service from the page', async () => {
    const page = await browser.newPage();
    const complaints = complaintsOf(page, live.service.url);
    await page.goto(`${live.service.url}/api-docs`);
    const list = page.locator('.opblock-get', { hasText: '/api/v1/posts' }).first();
    await list.locator('.opblock-summary-control').click();
    await list.getByRole('button', { name: 'Try it out' }).click();
    await list.getByRole('button', { name: 'Execute' }).click();
    const answer = list.locator('.live-responses-table');
    await answer.waitFor();
    expect(await answer.locator('.response-col_status').last().textContent()).toContain('200');
    expect(await answer.textContent()).toContain('"data"');
    expect(complaints).toEqual([]);
  });
});
