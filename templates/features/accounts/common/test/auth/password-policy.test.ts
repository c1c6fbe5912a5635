import { describe, expect, it } from 'vitest';
import { passwordFlaw } from '../../src/modules/auth/password-policy.js';

const email = 'marie.curie@example.com';

describe('passwordFlaw', () => {
  it.each([
    'correct cow battery paperclip',
    'only lower case letters here',
    '84920 17354 66021',
    'Großmütterchen-Ätsch',
    '長い秘密の言葉をここに書く',
    'x7Kq!mTz2Wp9',
    '🦊🦉🦔🐢🐙🦀🦞🐝🐞🦋🐬🦈',
    `${'long enough and no more '.repeat(6)}`.slice(0, 128),
    // A word of every list, with enough around it.
    'password 84920173',
    // Twice a word of no list, and half a word of one.
    'Zitrone-zitrone!',
    'Monkey-zebras!',
    // Accents: one letter each, and none of them easier to guess for being in a row.
    'é'.repeat(64),
    Array.from({ length: 64 }, (_, index) => String.fromCodePoint(0xc0 + index)).join(''),
    'éàüöñ çøåîû èêë'.repeat(4),
  ])('takes %s', (password) => {
    expect(passwordFlaw(password, email)).toBeUndefined();
  });

  it.each(['', 'short', 'elevenchars', 'x'.repeat(129), `${'ab4Kz '.repeat(40)}`])(
    'refuses a length other than 12 to 128: %s',
    (password) => {
      expect(passwordFlaw(password, email)).toMatch(/12 to 128/);
    },
  );

  it('counts characters, not bytes or UTF-16 units', () => {
    expect(passwordFlaw('🦊🦉🦔🐢🐙🦀', email)).toMatch(/12 to 128/);
  });

  it.each([
    'password1234',
    'Password2026!',
    'P@ssw0rd2026!',
    '2026!Password',
    'password 8492017',
    'passwordpassword',
    'Monkey-monkey!',
    'qwertyuiop12',
    'qwertyuiopas',
    '1qaz2wsx3edc',
    'iloveyou1234',
    'administrator',
    'Welcome-12345',
    'letmeinplease',
    'letmein-please-now',
    'iloveyou-forever-2024',
    'let-me-in-now-please',
    'This is my password!',
    'qwerty is my password',
    'WelcomeToTheSystem1',
    'the dragon and the monkey',
    'correct horse battery staple',
    '123456789012',
    'abcdefghijkl',
    'aaaaaaaaaaaa',
    'abcabcabcabc',
    'trustno1trustno1',
    '147258369147',
  ])('refuses %s as too easy', (password) => {
    expect(passwordFlaw(password, email)).toMatch(/too easy/);
  });

  it('refuses what holds the name of the address', () => {
    expect(passwordFlaw('my Marie.Curie 1867', email)).toMatch(/e-mail/);
    expect(passwordFlaw('my Marie from 1867', 'marie@example.com')).toMatch(/e-mail/);
    expect(passwordFlaw('an annual report', 'annu@example.com')).toBeUndefined();
  });
});
