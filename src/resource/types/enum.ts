import { stringLiteral } from '../../core/quoting.js';
import type { ScalarField } from '../model.js';
import { fieldError, oneOf, quote } from '../wording.js';
import type { TypeDefinition, WrittenArgument } from './definition.js';
import { every } from './parts/modifiers.js';
import { absent, literal } from './parts/source.js';
import { matching } from './parts/texts.js';

const mostValues = 100;

const read = matching(/^[A-Za-z0-9_-]{1,63}$/);

/** `enum` itself is a word of TypeScript. */
export const enumeration: TypeDefinition = {
  language: {
    about: 'one of the values you list: enum=draft,published',
    synonyms: [],
    modifiers: [...every, 'index', 'sortable'],
    reasons: { unique: ', there would be room for as many rows as values' },
    argument: { kind: 'values', read: (written) => ({ values: valuesOf(written) }) },
  },
  values: {
    read,
    expected: 'one of its values',
    distinct: ({ values = [] }) => values.length,
    becomes: ['string', 'text'],
  },
  code: { type: ({ values = [] }) => values.map(stringLiteral).join(' | '), literal },
  schema: { body: schema, view: schema, absent, filter: schema },
  samples: { sent: sample },
  visibility: {
    example: ({ name, values = [] }) => `${name}=${values.at(-1) ?? ''}`,
    problem: visibilityProblem,
    shown: (_field, [value = '']) => stringLiteral(value),
    hidden: ({ values = [] }, shown) => stringLiteral(values.find((value) => !shown.includes(value)) ?? ''),
  },
  column: {
    of: ({ values = [] }) => ({
      kind: 'limitedText',
      length: Math.max(1, ...values.map((value) => value.length)),
    }),
    limits: ({ values = [] }) => ({ values }),
  },
};

function visibilityProblem({ values = [] }: ScalarField, shown: readonly string[] | undefined) {
  if (shown === undefined) return `say for which of its values: ${values.join(', ')}`;
  const stranger = shown.find((value) => !values.includes(value));
  if (stranger !== undefined) return `it has no value ${quote(stranger)}, but ${oneOf(values)}`;
  return shown.length < values.length ? undefined : 'those are all of its values, so nothing would be hidden';
}

function schema({ values = [] }: ScalarField): string {
  return `z.enum([${values.map((value) => stringLiteral(value)).join(', ')}])`;
}

/** The values in turn where a list with it is unique. */
function sample({ values = [], unique }: ScalarField, count: string): string {
  const all = values.map(stringLiteral);
  const [first = ''] = all;
  return unique && all.length > 1
    ? `([${all.join(', ')}] as const)[${count} % ${all.length}] ?? ${first}`
    : first;
}

function valuesOf({ text, name, argument }: WrittenArgument): string[] {
  const values = argument.split(',').map((value) => value.trim());
  if (argument === '') throw fieldError(text, 'enum needs its values', `Write ${name}:enum=draft,published.`);
  if (values.length > mostValues)
    throw fieldError(
      text,
      `enum has ${values.length} values`,
      `Use at most ${mostValues}, or a resource of their own and belongsTo.`,
    );
  const wrong = values.find((value) => read(value) === undefined);
  if (wrong !== undefined) {
    throw fieldError(
      text,
      `${quote(wrong)} is no enum value`,
      'Use 1 to 63 letters, digits, _ or - for each, separated by commas.',
    );
  }
  const twice = values.find((value, index) => values.indexOf(value) !== index);
  if (twice !== undefined) throw fieldError(text, `the value "${twice}" appears twice`, 'Keep one of them.');
  return values;
}
