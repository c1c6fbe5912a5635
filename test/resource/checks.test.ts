import { describe, expect, it } from 'vitest';
import { checked } from '../../src/core/manifest-shape.js';
import { checkText, parseCheck } from '../../src/resource/checks.js';
import { fittingFields, intervalsOf } from '../../src/resource/fields/compared-intervals.js';
import { resolveResources } from '../../src/resource/graph/graph.js';
import { parseResourceLine } from '../../src/resource/language/field-language.js';
import { parsedOf } from '../../src/resource/language/print-field.js';
import type { Resource } from '../../src/resource/model.js';
import { parseSpec, specText } from '../../src/resource/spec/spec-file.js';
import { manifestOf } from './manifest.js';
import { refusal } from './refused.js';

const context = { entities: new Map(), auth: false };
const resolvedFrom = (line: string): Resource =>
  resolveResources([parseResourceLine(line)], context)[0] ?? expect.unreachable();

describe('a check between two fields', () => {
  it.each([
    ['startsAt<endsAt', 'startsAt<endsAt'],
    [' startsAt <  endsAt ', 'startsAt<endsAt'],
    ['endsAt>startsAt', 'startsAt<endsAt'],
    ['price >= paid', 'paid<=price'],
    ['a<=b', 'a<=b'],
    ['to!=from', 'from!=to'],
    ['from != to', 'from!=to'],
  ])('has one form: %s', (text, form) => {
    expect(checkText(parseCheck(text))).toBe(form);
    expect(parseCheck(form)).toEqual(parseCheck(text));
  });

  it.each([
    ['', /does not compare two fields/],
    ['a', /does not compare two fields/],
    ['a<', /does not compare/],
    ['a=b', /does not compare/],
    ['a<b<c', /does not compare/],
    ['a<5', /does not compare/],
    ['A<b', /does not compare/],
    ['a<a', /with itself/],
  ])('is refused where it is none: %s', (text, says) => {
    expect(refusal(() => parseCheck(text)).message).toMatch(says);
  });

  it('is written and read again, in a line, in a spec file and in the manifest', () => {
    const one = resolvedFrom('Trip from:date to:date low:integer high:bigint check=to>from check=low<=high');
    const text = specText({ resources: [parsedOf(one)] });
    expect(text).toContain('checks: [from<to, low<=high]');
    expect(parseSpec(text, 'again.yaml').resources[0]?.checks).toEqual(one.checks);
    expect(checked(manifestOf({ Trip: one }), 'm').resources?.['Trip']).toEqual(one);
  });

  it('is told of in a spec file with its place', () => {
    const spec = (checks: string) =>
      `resources:\n  Trip:\n    checks: ${checks}\n    fields: { a: date, b: date }\n`;
    expect(refusal(() => parseSpec(spec('[a=b]'), 's.yaml')).message).toMatch(/^s.yaml:3:\d+: .*compare/);
    expect(refusal(() => parseSpec(spec('a<b'), 's.yaml')).remedy).toContain("['startsAt < endsAt']");
    expect(refusal(() => parseSpec(spec("[a<b, 'b>a']"), 's.yaml')).message).toMatch(/there twice/);
  });

  it.each([
    ['Trip a:date b:date check=a<c', /names "c", which is no field/],
    ['Trip a:date b:string check=a<b', /names b, which is string/],
    ['Trip a:date b:belongsTo=Trip:optional check=a<b', /names b, which is belongsTo/],
    ['Trip a:date b:date:hidden check=a<b', /b, which is hidden: refusals would tell/],
    ['Trip a:date b:datetime check=a<b', /compares date with datetime/],
    ['Trip a:bigint b:float check=a<b', /compares bigint with float/],
    ['Trip a:float b:decimal check=a<b', /compares float with decimal/],
    ['Trip a:date b:date check=a<b check=b<a', /about the same fields as "a<b"/],
    ['Trip a:date b:date check=a<b check=a!=b', /about the same fields/],
    ['Trip a:date b:date c:date check=a<b check=b<c check=c<a', /cycle: a, b, c, a/],
    ['Trip a:integer:max=5 b:integer:min=6 check=a<b', /says nothing more/],
    ['Trip a:integer:max=5 b:integer:min=5 check=a<=b', /says nothing more/],
    ['Trip a:integer:max=5 b:decimal:min=5.01 check=a!=b', /says nothing more/],
    ['Trip a:integer:min=5 b:integer:max=5 check=a<b', /cannot hold/],
    ['Trip a:integer:min=5:max=5 b:integer:min=5:max=5 check=a!=b', /cannot hold/],
    ['Trip a:integer:default=5 b:integer:default=5 check=a<b', /cannot hold/],
    ['Trip a:integer:default=5 b:integer:max=5 check=a<b', /cannot hold/],
    ['Trip a:integer b:integer:readonly:default=-2147483648 check=a<b', /cannot hold/],
    ['Trip a:datetime:default=now b:datetime:default=now check=a<=b', /one is another each time/],
    [
      'Trip a:datetime:default=now b:datetime:max=1990-01-01T00\\:00\\:00Z check=a<b',
      /moment of this century/,
    ],
    [
      'Trip a:integer:min=1:max=2 b:integer:min=1:max=2 c:integer:min=1:max=2 check=a<b check=b<c',
      /its checks "a<b" and "b<c" cannot hold/,
    ],
  ])('is refused that nothing could hold, or that says nothing: %s', (line, says) => {
    const error = refusal(() => resolvedFrom(line));
    expect(error.message).toMatch(says);
    expect(error.remedy).not.toBe('');
  });

  it.each([
    'Trip a:integer b:bigint c:decimal:scale=4 check=a<b check=b<c',
    'Trip a:integer:min=0:max=1 b:float:min=0.5:max=1 check=a<b',
    'Trip a:integer:min=5:max=6 b:integer:min=5:max=6 c:integer:min=5:max=6 check=a<=b check=b<=c',
    'Trip a:integer:min=1:max=2 b:integer:min=1:max=2 check=a!=b',
    'Trip a:integer:min=2:max=2 b:integer:min=1:max=2 check=a!=b',
    'Trip a:decimal:default=9.50 b:decimal:optional c:decimal:default=20 check=a<=b check=b<=c',
    'Trip a:datetime:default=now b:datetime:optional check=a<b',
    'Trip a:datetime b:datetime:readonly:default=now check=a<b',
    'Trip a:date:min=2026-01-01:max=2026-01-03 b:date:max=2026-01-04 c:date check=a<b check=b<c check=a<c',
    'Trip a:integer b:integer:readonly:optional check=a<b',
    'Trip a:bigint:unique b:bigint:unique check=a<b',
  ])('leaves each field values that go with all of the others: %s', (line) => {
    const trip = resolvedFrom(line);
    const intervals = intervalsOf(trip) ?? expect.unreachable();
    for (const { low, high } of intervals) expect(low <= high).toBe(true);
    const numberOf = (value: unknown): number =>
      typeof value === 'string' && value.includes('-') && value.length > 8
        ? Date.parse(value)
        : Number(value);
    const fields = fittingFields(trip);
    for (const { field, operator, other } of trip.checks ?? []) {
      const [one, two] = [fields.get(field), fields.get(other)];
      if (!one || !two) continue;
      const [lowest, highest] = [numberOf(one.min), numberOf(one.max)];
      const [least, most] = [numberOf(two.min), numberOf(two.max)];
      if (operator === '!=') expect(highest < least || most < lowest).toBe(true);
      else if (operator === '<') expect(highest).toBeLessThan(least);
      else expect(highest).toBeLessThanOrEqual(least);
    }
  });

  it('begins where people would, and leaves unique values room', () => {
    const fields = fittingFields(resolvedFrom('Trip a:datetime:unique b:datetime:unique check=a<b'));
    expect(fields.get('a')?.min).toBe('2026-01-15T12:00:00.000Z');
    const room = Date.parse(String(fields.get('b')?.max)) - Date.parse(String(fields.get('b')?.min));
    expect(room / 86_400_000).toBeGreaterThan(10_000);
  });
});
