import { describe, expect, it } from 'vitest';
import { parseField } from '../../src/resource/language/field-language.js';
import { dangerOf, longestSquare } from '../../src/resource/patterns/pattern-safety.js';
import { within } from '../../src/resource/patterns/time-limit.js';
import { wholePattern } from '../../src/resource/patterns/whole-pattern.js';
import { refused } from './refused.js';

const field = (pattern: string, modifiers = '') =>
  parseField(`code:string${modifiers}:pattern=${pattern.replaceAll(':', '\\:')}`);

/** What none of them fits, over and over, with an end that fits nothing: the patterns below are slow, if at all, for one of these. */
const units = [
  ...['a', 'Z', '0', '1', '-', '.', ' ', '@', '/', '+', '=', 'é', '\t'],
  ...['ab', 'a-', 'a.', 'a ', '1,', '1.', 'a@', '0-', 'Aa ', '--', '1-a', '\u{1F600}'],
];
const ends = ['', '!', '\n', '\0', '\u{10FFFF}'];

function expectQuick(pattern: string, max: number): void {
  const whole = wholePattern(pattern);
  for (const unit of units) {
    for (const end of ends) {
      const text = unit.repeat(max).slice(0, max - end.length) + end;
      const done = within(5_000, () => [whole.test(text)]);
      expect(done, `${pattern} is stuck in ${JSON.stringify(text.slice(0, 20))}…`).toBeDefined();
    }
  }
}

const email = String.raw`[a-zA-Z0-9.!#$%&'*+\/=?^_\x60\{\|\}~\-]+@[a-zA-Z0-9](?:[a-zA-Z0-9\-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9\-]{0,61}[a-zA-Z0-9])?)*`;

describe('a pattern that is quick for every text is accepted', () => {
  it.each([
    ['letters and digits', String.raw`[A-Z]{2}\d{4}`],
    ['with anchors', '^[A-Z]{5}$'],
    ['alternatives of anchors', String.raw`^\s+|\s+$`],
    ['a slug', '[a-z0-9]+(?:-[a-z0-9]+)*'],
    ['an identifier', '[A-Za-z_][A-Za-z0-9_]*'],
    ['no blanks', String.raw`\S+`],
    ['an address, shortly', '[^@]+@[^@]+'],
    ['an address', String.raw`[\w.+\-]+@[\w\-]+\.[\w.\-]+`],
    ['an address as HTML has it', email],
    ['an ISO date', String.raw`\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])`],
    ['an ISO time', String.raw`(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+\-]\d\d:\d\d)`],
    ['a UUID', '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'],
    ['a hash', '[0-9a-f]{64}'],
    ['pairs of digits', '(?:[0-9a-f]{2}){32}'],
    ['a colour', '#(?:[0-9a-fA-F]{3}){1,2}'],
    ['a price', String.raw`\d+(?:\.\d{2})?`],
    ['a version', String.raw`\d+\.\d+\.\d+(?:-[0-9A-Za-z.\-]+)?`],
    ['a phone number', String.raw`\+?[1-9]\d{6,14}`],
    ['a phone number with gaps', String.raw`(?:\+\d{1,3}[ \-]?)?\d{1,4}(?:[ \-]?\d{1,4}){1,4}`],
    ['an IPv4 address', String.raw`(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)`],
    ['an IPv6 address', '(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}'],
    ['a MAC address', '(?:[0-9A-F]{2}:){5}[0-9A-F]{2}'],
    ['an IBAN', String.raw`[A-Z]{2}\d{2}[A-Z0-9]{11,30}`],
    ['base64', '(?:[A-Za-z0-9+\\/]{4})*(?:[A-Za-z0-9+\\/]{2}==|[A-Za-z0-9+\\/]{3}=)?'],
    ['a link', String.raw`https?:\/\/\S+`],
    ['names', String.raw`\p{L}+(?:[ '\-]\p{L}+)*`],
    ['words', String.raw`\w+(?: \w+)*`],
    ['a list', String.raw`\d+(?:,\d+)*`],
    ['a long class', '[a-z]{1,200}'],
    ['two long classes', '[a-z]{1,200}-[0-9]{1,200}'],
    ['letters of all scripts', String.raw`[\p{L}\p{M}' \-]{1,100}`],
    ['any text', '.{1,4096}'],
    ['a lookahead', String.raw`(?=.*\d)[a-z\d]{4,8}`],
    ['a negative lookahead', '(?!x)[a-z]{3}'],
    ['a backreference', String.raw`(ab|c)x\1`],
    ['a boundary', String.raw`\bfoo\b`],
    ['braces that are no count', String.raw`\u{1F600}+\{1,200\}[{1,200}]\p{L}+`],
  ])('%s: %s', (_, pattern) => {
    expect(dangerOf(pattern, 4096)).toBeUndefined();
    expectQuick(pattern, 4096);
  });
});

describe('a pattern that can explode is refused', () => {
  const multiplies = /can take for ever: for some texts each further character multiplies its time/;
  const power = (degree: number) => new RegExp(`can take for ever: .* to the power of ${degree}\\.`);
  const stopped = /can take for ever: it was stopped in the middle of a text of at most 255 characters/;

  it.each([
    ['^(a+)+$', multiplies],
    ['(a|a)*', multiplies],
    ['(a|aa)+', multiplies],
    ['([a-z]+)*', multiplies],
    ['(.*)*', multiplies],
    [String.raw`(\w+\s?)*`, multiplies],
    [String.raw`(\d+,?)+`, multiplies],
    ['([a-zA-Z0-9]+)*@x', multiplies],
    [String.raw`(?:\p{L}+[ '\-]?)+`, multiplies],
    [String.raw`(https?:\/\/)?([\da-z.\-]+)\.([a-z.]+)([\/\w .\-]*)*\/?`, multiplies],
    ['(.*a){20}', multiplies],
    ['(.*a){80}', multiplies],
    ['(a|a){1,30}', multiplies],
    ['(a{1,100}){1,100}', multiplies],
    [String.raw`(?=.*\d)(\w+\s?)*`, multiplies],
    ['(?=(a+)+b)a*', multiplies],
    [String.raw`\d*\d*\d*`, power(3)],
    ['.*a.*b.*c.*', power(4)],
    ['(?:[a-z]{1,50}){1,5}', power(5)],
    ['(x+x+){1,5}', power(10)],
    ['(a?){30}a{30}', stopped],
    ['(?:a{1,10}){1,10}', stopped],
    ['(a|a)'.repeat(30), stopped],
    ['a{9999999999}', /could not be shown to be fast for every text\./],
  ])('%s', (pattern, why) => refused(() => field(pattern), why, /"Patterns"/));

  it('also where its check does not end', () => {
    refused(() => field(String.raw`(a+)+\1`), /could not be shown .* within 15 seconds/, /more simply/);
  });

  it('before a default is matched', () => {
    refused(() => field('(a+)+', `:default=${'a'.repeat(60)}!`), multiplies, /one way only/);
  });
});

describe('a pattern whose time grows with the square of the length', () => {
  const squares = [
    String.raw`[^@\s]+@[^@\s]+\.[^@\s]+`,
    '.+@.+',
    String.raw`\d+\d+`,
    '[a-z]{1,200}[a-z0-9]{1,200}',
    // The worst that fits into 500 characters.
    `(?:${Array.from({ length: 98 }, () => 'a+a+').join('|')})`,
  ];

  it.each(squares)(`%s is accepted for ${longestSquare} characters`, (pattern) => {
    expect(dangerOf(pattern, longestSquare)).toBeUndefined();
    expectQuick(pattern, longestSquare);
  });

  it.each(squares)('%s is refused for more', (pattern) => {
    const danger = dangerOf(pattern, longestSquare + 1);
    expect(danger?.what).toContain(`too slow for ${longestSquare + 1} characters`);
    expect(danger?.remedy).toContain(`max=${longestSquare}`);
  });

  it('is refused by the max of its field', () => {
    expect(field('.+@.+')).toMatchObject({ pattern: '.+@.+' });
    refused(() => field('.+@.+', ':max=501'), /too slow for 501 characters/, /max=500/);
  });
});
