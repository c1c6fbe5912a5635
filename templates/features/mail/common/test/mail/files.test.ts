import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { toFiles } from '../../src/platform/mail/files.js';
import { letter } from '../../src/platform/mail/letter.js';
import { testConfig } from '../support/test-app.js';

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'mail-')), 'mail');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

it('mail goes into files that their owner alone may read, and the log says where', async () => {
  const { config, logger, logs } = testConfig({ MAIL_FROM: '' });
  const content = letter({ subject: 'Grüße', paragraphs: ['How are you?'] });
  const id = '01234567-89ab-4cde-8f01-23456789abcd';
  const mailing = { ...content, id, message: 'sample', to: 'marie@example.com' };
  await toFiles(folder, config, logger)(mailing);

  const [name = '', ...more] = readdirSync(folder);
  expect([name, more]).toEqual([expect.stringMatching(/-sample-01234567\.eml$/), []]);
  const file = join(folder, name);
  expect(statSync(file).mode & 0o077).toBe(0);
  const text = readFileSync(file, 'utf8');
  expect(text).toContain('From: no-reply@example.com');
  expect(text).toContain('To: marie@example.com');
  expect(text).toContain('How are you?');
  expect(logs).toEqual([expect.objectContaining({ file })]);
  expect(JSON.stringify(logs)).not.toContain('marie');
});
