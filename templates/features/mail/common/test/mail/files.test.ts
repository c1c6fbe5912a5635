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
  const url = new URL(`https://app.example.com/#token=${'x'.repeat(100)}`);
  const link = { label: 'Look', url };
  const content = letter({ subject: 'Grüße', paragraphs: ['Wie geht’s?'], link });
  const id = '01234567-89ab-4cde-8f01-23456789abcd';
  const mailing = { ...content, id, message: 'sample', to: 'marie@example.com' };
  await toFiles(folder, config, logger)(mailing);

  const names = readdirSync(folder).toSorted();
  expect(names).toEqual(
    ['eml', 'txt'].map((kind) => expect.stringMatching(new RegExp(`-sample-01234567\\.${kind}$`))),
  );
  for (const name of names) expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
  const [file = '', plain = ''] = names.map((name) => join(folder, name));
  const text = readFileSync(file, 'utf8');
  expect(text).toContain('From: no-reply@example.com');
  expect(text).toContain('To: marie@example.com');
  expect(readFileSync(plain, 'utf8')).toBe(content.text);
  expect(content.text).toContain(url.href);
  expect(logs).toEqual([expect.objectContaining({ file })]);
  expect(JSON.stringify(logs)).not.toContain('marie');
});
