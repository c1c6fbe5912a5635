import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { mailbox, requireMailServer, smtpUrl } from '../../src/config/mail.js';

describe('MAIL_FROM', () => {
  it.each([
    ['no-reply@example.com', { name: '', address: 'no-reply@example.com' }],
    [
      'Example Shop <no-reply@example.com>',
      { name: 'Example Shop', address: 'no-reply@example.com' },
    ],
    [
      '"Example, Shop" <no-reply@example.com>',
      { name: 'Example, Shop', address: 'no-reply@example.com' },
    ],
  ])('is an address, with a name or without: %s', (text, expected) => {
    expect(mailbox().parse(text)).toEqual(expected);
  });

  it.each([
    'Example',
    'Example <>',
    'a@example.com, b@example.com',
    'A\r\nBcc: b <a@example.com>',
    'a@b <a@example.com> b',
  ])('is not %j', (text) => {
    const { error } = mailbox().safeParse(text);
    expect(error?.issues[0]?.message).toContain('must be an address');
  });
});

describe('SMTP_URL', () => {
  it.each(['smtp://localhost:25', 'smtps://me:p%25ss@mail.example.com'])('may be %s', (url) => {
    expect(smtpUrl().safeParse(url).success).toBe(true);
  });

  it.each(['mail.example.com', 'http://mail.example.com', 'smtp://me:p%ss@mail.example.com'])(
    'may not be %s',
    (url) => {
      expect(smtpUrl().safeParse(url).error?.issues[0]?.message).toMatch(/^must /);
    },
  );
});

describe('production', () => {
  const flaws = (config: Parameters<typeof requireMailServer>[0]) => {
    const schema = z.object({}).superRefine((_, context) => requireMailServer(config, context));
    const { error } = schema.safeParse({});
    return error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`) ?? [];
  };

  it('needs to know where mail goes, and from whom', () => {
    expect(flaws({ NODE_ENV: 'production' })).toEqual([
      'SMTP_URL is required in production',
      'MAIL_FROM is required in production',
    ]);
    expect(flaws({ NODE_ENV: 'development' })).toEqual([]);
  });
});
