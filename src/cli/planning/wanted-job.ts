import { UsageError } from '../../core/errors.js';
import type { Schedule, WantedJob } from '../../features/jobs/job.js';
import { fromEach } from '../../resource/mistakes.js';
import { parseField } from '../../resource/language/field-language.js';
import type { ScalarField } from '../../resource/model.js';
import { quote } from '../../resource/wording.js';

export interface GivenJob {
  readonly name: string;
  readonly fields: readonly string[];
  readonly cron: string | undefined;
  readonly timeZone: string | undefined;
}

/** What the command line says of a job, each part of it sound; else a refusal that says what to write instead. */
export function wantedJob({ name, fields: texts, cron, timeZone }: GivenJob): WantedJob {
  if (!/^[A-Z][A-Za-z0-9]{1,49}$/.test(name)) {
    throw new UsageError(
      `A job cannot be called ${quote(name)}.`,
      'Name it by what it does, in PascalCase and up to 50 characters: SendReport.',
    );
  }
  const fields = fromEach(texts, dataField);
  const twice = fields.find((field, at) => fields.findIndex((one) => one.name === field.name) !== at);
  if (twice !== undefined)
    throw new UsageError(`${name} has the field "${twice.name}" twice.`, 'Keep one of them.');
  const schedule = scheduleFrom(cron, timeZone);
  const needed = fields.find((field) => !field.optional && field.default === undefined);
  if (schedule !== undefined && needed !== undefined) {
    throw new UsageError(
      `${name} starts by itself, and nobody gives it ${quote(needed.name)}.`,
      `Leave it out, or give it a value: ${needed.name}:${needed.type}:optional, or default=…`,
    );
  }
  return { name, fields, schedule };
}

const ofTables = ['unique', 'index', 'searchable', 'readonly', 'hidden', 'description'] as const;

function dataField(text: string): ScalarField {
  const field = parseField(text);
  if (field.kind !== 'scalar') {
    throw new UsageError(
      `${quote(text)}: a job keeps ids, and has no relations.`,
      `Write ${field.name}Id:uuid.`,
    );
  }
  if (field.source !== undefined) {
    throw new UsageError(
      `${quote(text)}: a ${field.type} is made from another field of a row.`,
      'Leave it out.',
    );
  }
  const flag = ofTables.find((one) => field[one]);
  if (flag !== undefined) {
    throw new UsageError(
      `${quote(text)}: "${flag}" is for fields of resources, and this is data of a job.`,
      flag === 'hidden' ? 'Leave it out: secrets are nothing for the data of a job.' : `Remove "${flag}".`,
    );
  }
  return field;
}

const names = (text: string): string => `(?:${text.split(' ').join('|')})`;
/** What each of the five parts may name, and the greatest number. */
const parts = [
  { least: 0, most: 59, names: '(?!)' },
  { least: 0, most: 23, names: '(?!)' },
  { least: 1, most: 31, names: '(?!)' },
  { least: 1, most: 12, names: names('jan feb mar apr may jun jul aug sep oct nov dec') },
  { least: 0, most: 7, names: names('sun mon tue wed thu fri sat') },
] as const;

function scheduleFrom(cron: string | undefined, timeZone: string | undefined): Schedule | undefined {
  if (cron === undefined) {
    if (timeZone === undefined) return undefined;
    throw new UsageError('A time zone without a schedule means nothing.', 'Add --cron "0 6 * * *".');
  }
  const words = cron.trim().split(/\s+/);
  if (words.length !== parts.length || !parts.every((part, at) => isPart(words[at] ?? '', part))) {
    throw new UsageError(
      `${quote(cron)} is no schedule.`,
      'Write minute, hour, day of the month, month and day of the week: "0 6 * * *" is every day at 6, "*/15 * * * mon-fri" each quarter of an hour on workdays.',
    );
  }
  return { cron: words.join(' '), timeZone: zone(timeZone ?? 'UTC') };
}

function isPart(word: string, { least, most, names: named }: (typeof parts)[number]): boolean {
  const one = new RegExp(
    `^(?:\\*|(?<from>\\d+|${named})(?:-(?<to>\\d+|${named}))?)(?:/(?<step>\\d+))?$`,
    'i',
  );
  return word.split(',').every((item) => {
    const { from, to, step } = one.exec(item)?.groups ?? { from: 'no' };
    const numbers = [from, to].filter((text) => text !== undefined && /^\d+$/.test(text)).map(Number);
    if (from === 'no' || (step !== undefined && Number(step) === 0)) return false;
    const [first = least, last = first] = numbers;
    return numbers.every((number) => number >= least && number <= most) && first <= last;
  });
}

function zone(name: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    throw new UsageError(
      `There is no time zone ${quote(name)}.`,
      'Name one by its place: Europe/Berlin, America/New_York, or UTC.',
    );
  }
}
