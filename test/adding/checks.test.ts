import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseResourceLine } from '../../src/resource/language/field-language.js';
import { sandbox, type Sandbox } from '../cli/sandbox.js';
import { creation, filesOf } from './planning.js';
import { plinth } from './plinth.js';

const booking = parseResourceLine(
  'Booking name:string:max=80 startsAt:datetime endsAt:datetime:optional price:decimal paid:decimal:default=0 guests:integer seats:integer access=public check=paid<=price',
);

let box: Sandbox;
beforeEach(async () => {
  box = sandbox();
  box.write(Object.fromEntries(filesOf(await creation({ resources: [booking] }))));
});
afterEach(() => box.remove());

const run = (...words: readonly string[]) => plinth(box, [...words, '--no-install']);
const migrations = (): readonly string[] =>
  Object.keys(box.snapshot()).filter((path) => /migrations\/\d+-(?!create)/.test(path));
const migration = (): string => box.read(migrations().at(-1) ?? '');
const titles = (): readonly string[] => migrations().map((path) => path.replace(/^.*\d{13}-/, ''));
const ownSchema = 'src/modules/bookings/booking.schema.ts';
const schema = (): string => box.read(ownSchema);

describe('plinth add check and remove check', () => {
  it('add one, find nothing to do the second time, and take it out again', async () => {
    const { code, stdout, stderr } = await run('add', 'check', 'Booking', 'endsAt > startsAt');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('Added the check startsAt<endsAt to Booking');
    expect(stdout).toContain(
      'The migration fails, and changes nothing, while a row does not fit. To find them: SELECT "id" FROM "bookings" WHERE NOT ("starts_at" < "ends_at");',
    );
    expect(titles()).toEqual(['add-check-on-starts-at-and-ends-at-to-bookings.ts']);
    expect(migration()).toContain(
      'ADD CONSTRAINT "bookings_starts_at_ends_at_check" CHECK ("starts_at" < "ends_at")',
    );
    expect(migration()).toContain('DROP CONSTRAINT "bookings_starts_at_ends_at_check"');
    expect(schema()).toContain("{ field: 'startsAt', operator: '<', other: 'endsAt' }");
    const after = box.snapshot();
    const again = await run('add', 'check', 'Booking', 'startsAt<endsAt');
    expect([again.code, again.stdout]).toEqual([0, 'Nothing to do: it is there already.\n']);
    expect(box.snapshot()).toEqual(after);
    const removed = await run('remove', 'check', 'Booking', 'startsAt<endsAt');
    expect([removed.code, removed.stderr]).toEqual([0, '']);
    expect(removed.stdout).toContain('Removed the check startsAt<endsAt from Booking');
    expect(titles()[1]).toBe('remove-check-on-starts-at-and-ends-at-from-bookings.ts');
    const gone = await run('remove', 'check', 'Booking', 'startsAt<endsAt');
    expect([gone.code, gone.stdout]).toEqual([0, 'Nothing to do: it is gone already.\n']);
    expect((await plinth(box, ['check'])).stdout).toBe('No faults.\n');
  });

  it('take what checks share along with the last one, and bring it back', async () => {
    const shared = ['src/platform/row-checks.ts', 'test/platform/row-checks.test.ts'];
    const before = new Map([...shared, ownSchema].map((path) => [path, box.read(path)]));
    expect((await run('remove', 'check', 'Booking', 'paid<=price')).code).toBe(0);
    expect(Object.keys(box.snapshot()).filter((path) => shared.includes(path))).toEqual([]);
    expect((await run('add', 'check', 'Booking', 'paid<=price')).code).toBe(0);
    for (const [path, text] of before) expect(box.read(path)).toBe(text);
    expect((await run('undo', '--yes')).code).toBe(0);
    expect(Object.keys(box.snapshot()).filter((path) => shared.includes(path))).toEqual([]);
  });

  it('write nothing in a dry run, and answer in JSON', async () => {
    const before = box.snapshot();
    const { code, stdout } = await run('add', 'check', 'Booking', 'guests<=seats', '--dry-run', '--json');
    expect([code, box.snapshot()]).toEqual([0, before]);
    expect(JSON.parse(stdout)).toMatchObject({
      command: 'add check',
      resource: 'Booking',
      check: 'guests<=seats',
    });
  });

  it.each([
    [['add', 'check', 'Booking'], /What holds between which fields/],
    [['add', 'check'], /Which resource/],
    [['add', 'check', 'Booking', 'guests<5'], /does not compare two fields/],
    [['add', 'check', 'Booking', 'guests<seat'], /no field[^]*Did you mean "seats"/],
    [['add', 'check', 'Booking', 'price<paid'], /about the same fields as/],
    [['remove', 'check', 'Booking', 'guests<seats'], /no check "guests<seats"[^]*paid<=price/],
    [['change', 'field', 'Booking', 'price', '--type', 'float'], /float/],
    [['change', 'field', 'Booking', 'price', '--hidden', '--not-sortable'], /price, which is hidden/],
    [['change', 'field', 'Booking', 'price', '--max', '-1'], /cannot hold/],
  ])('refuse what cannot be: %s', async (words, says) => {
    const before = box.snapshot();
    const { code, stderr, stdout } = await run(...words);
    expect([code, stdout, box.snapshot()]).toEqual([2, '', before]);
    expect(stderr).toMatch(says);
  });
});

describe('the checks of a resource', () => {
  it('go with a field, which is said', async () => {
    const { code, stdout } = await run('remove', 'field', 'Booking', 'paid', '--yes');
    expect(code).toBe(0);
    expect(stdout).toContain('The check paid<=price of Booking went with paid.');
    expect(box.read('src/modules/bookings/booking.entity.ts')).not.toContain('paid');
    expect((await plinth(box, ['spec'])).stdout).not.toContain('checks:');
    expect(migration().split('async down')[1]).toContain('ADD CONSTRAINT "bookings_paid_price_check"');
  });

  it('call a renamed field what it is called now, and their constraints are renamed', async () => {
    expect((await run('rename', 'field', 'Booking', 'paid', 'deposit')).code).toBe(0);
    expect(migration()).toContain(
      'RENAME CONSTRAINT "bookings_paid_price_check" TO "bookings_deposit_price_check"',
    );
    expect(migration()).not.toMatch(/DROP|ADD/);
    expect(schema()).toContain("{ field: 'deposit', operator: '<=', other: 'price' }");
    expect((await plinth(box, ['spec'])).stdout).toContain('checks: [deposit<=price]');
  });

  it('stay where a field gets a larger type', async () => {
    expect((await run('change', 'field', 'Booking', 'guests', '--type', 'bigint')).code).toBe(0);
    expect((await run('add', 'check', 'Booking', 'guests<=seats')).code).toBe(0);
    const other = await run('change', 'field', 'Booking', 'seats', '--type', 'float');
    expect([other.code, other.stderr]).toEqual([2, expect.stringMatching(/compares bigint with float/)]);
    expect((await run('change', 'field', 'Booking', 'seats', '--type', 'bigint')).code).toBe(0);
    expect(migration()).not.toContain('CONSTRAINT');
  });

  it('are what the spec says, also of new fields', async () => {
    const spec = (await plinth(box, ['spec'])).stdout;
    const changed = spec
      .replace('checks: [paid<=price]', "checks: [paid<price, 'tax <= price']")
      .replace(/^( +)price: decimal\n/m, '$&$1tax: decimal:default=1.50\n');
    box.write({ 'plinth.yaml': changed });
    const { code, stdout } = await run('apply');
    expect(code).toBe(0);
    expect(migration()).toContain('DROP CONSTRAINT "bookings_paid_price_check"');
    expect(migration()).toContain('CHECK ("paid" < "price")');
    expect(migration()).toContain('CHECK ("tax" <= "price")');
    // Before the migration nobody could ask for a column that is new.
    expect(stdout).toContain('WHERE NOT (1.50 <= "price");');
    expect((await run('apply')).stdout).toMatch(/^Nothing to do/);
  });

  it('are in plinth info', async () => {
    expect((await plinth(box, ['info'])).stdout).toContain('check  paid<=price');
  });
});
