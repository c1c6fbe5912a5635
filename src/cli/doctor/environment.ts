import { parseEnv } from 'node:util';
import type { Machine } from '../../ports/machine.js';
import type { Read } from './text.js';

export const ENV_FILE = '.env';
const CONFIG = 'src/config/config.ts';
const EXAMPLE = '.env.example';

/** What the service would read at its start, and what it wants to. */
export interface Environment {
  /** The text of .env; undefined where there is none. */
  readonly file: string | undefined;
  /** The names in .env. */
  readonly inFile: readonly string[];
  /** The value the service gets: .env fills in what is not set, and nothing counts as not set. */
  value(name: string): string | undefined;
  /** Whether that value is the one of .env. */
  isFromFile(name: string): boolean;
  /** The names its schema reads; none where the schema is not where Plinth put it. */
  readonly known: readonly string[];
  /** Those without which the schema refuses. */
  readonly required: readonly string[];
  /** Those that development fills with random values. */
  readonly generated: readonly string[];
  /** Every name in .env.example, also in its comments. */
  readonly documented: readonly string[];
}

export function environmentOf(read: Read, { env }: Machine): Environment {
  const file = read(ENV_FILE);
  const values = parseEnv(file ?? '');
  const example = read(EXAMPLE) ?? '';
  const variables = variablesIn(read(CONFIG) ?? '');
  return {
    file,
    inFile: Object.keys(values),
    value: (name) => (env[name] ?? values[name]) || undefined,
    isFromFile: (name) => env[name] === undefined && name in values,
    known: variables.map(({ name }) => name),
    required: variables.filter(({ isRequired }) => isRequired).map(({ name }) => name),
    generated: Object.entries(parseEnv(example)).flatMap(([name, value]) =>
      value === 'generate' ? [name] : [],
    ),
    documented: [...example.matchAll(/\b([A-Z][A-Z0-9_]+)\b/g)].map(([name]) => name),
  };
}

/** Where a value is read by something else than these, nobody can tell from the text whether it may be missing. */
const plainRead = /^(?:z\.|integer\(|oneOf\(|urlOf\(|originList\()/;
const mayBeMissing = /\.(?:optional|default|prefault|nullish|catch)\(/;

function variablesIn(config: string): readonly { readonly name: string; readonly isRequired: boolean }[] {
  const schema = /z\.object\(\{\n([^]*?)\n\}\)/.exec(config)?.[1] ?? '';
  const places = [...schema.matchAll(/^ {2}([A-Z][A-Z0-9_]+):\s*/gm)];
  return places.map(({ 0: whole, 1: name = '', index }, at) => {
    const text = schema.slice(index + whole.length, places[at + 1]?.index);
    return { name, isRequired: plainRead.test(text) && !mayBeMissing.test(text) };
  });
}
