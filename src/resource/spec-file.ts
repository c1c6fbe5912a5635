import { stringify } from 'yaml';
import { parseField, parseResource } from './field-language.js';
import { checkFieldName } from './names-check.js';
import type { ParsedField, ParsedResource } from './parsed.js';
import { printField } from './print-field.js';
import { located, readDocument, type SpecDocument } from './spec-document.js';
import { shapeError } from './spec-errors.js';
import { specSchema } from './spec-schema.js';

export { specJsonSchema } from './spec-schema.js';

/** A spec file, read and checked; what it leaves out is asked or decided later. */
export interface Spec {
  readonly name?: string;
  readonly framework?: string;
  readonly database?: string;
  readonly packageManager?: 'npm' | 'pnpm' | 'yarn' | 'bun';
  readonly features?: readonly string[];
  /** By feature id, then by question. */
  readonly answers?: Readonly<Record<string, Readonly<Record<string, string | boolean>>>>;
  readonly resources: readonly ParsedResource[];
}

/** Reads a YAML or JSON spec. Whatever is wrong is a UsageError that begins with `path:line:column`. */
export function parseSpec(text: string, path: string): Spec {
  const document = readDocument(text, path);
  const parsed = specSchema.safeParse(document.value);
  if (!parsed.success) throw shapeError(document, parsed.error);
  const { $schema: _schema, resources = {}, ...rest } = parsed.data;
  return {
    ...present(rest),
    resources: Object.entries(resources).map(([name, resource]) => readResource(document, name, resource)),
  };
}

/** A spec as YAML that `parseSpec` reads. */
export function specText({ resources, ...rest }: Spec): string {
  const entries = resources.map(({ name, fields, ...options }) => [
    name,
    {
      ...options,
      fields: Object.fromEntries(fields.map((field) => [field.name, withoutName(printField(field))])),
    },
  ]);
  return stringify(
    { ...rest, ...(entries.length === 0 ? {} : { resources: Object.fromEntries(entries) }) },
    { lineWidth: 0 },
  );
}

type RawResource = NonNullable<ReturnType<typeof specSchema.parse>['resources']>[string];

function readResource(document: SpecDocument, name: string, raw: RawResource): ParsedResource {
  const { fields, ...options } = raw;
  const bare = located(document, ['resources', name], 'key', () => parseResource(name, [], present(options)));
  const parsed = Object.entries(fields).map(([field, text]) =>
    located(document, ['resources', name, 'fields', field], 'key', () => readField(field, text)),
  );
  return { ...bare, fields: parsed };
}

function readField(name: string, text: string): ParsedField {
  // By itself first: a key with a colon in it would be read as more than a name.
  checkFieldName(name, `${name}:${text}`);
  return parseField(`${name}:${text}`);
}

const withoutName = (field: string) => field.slice(field.indexOf(':') + 1);

type Present<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Leaves out the keys whose value is undefined. */
function present<T extends object>(value: T): Present<T> {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Present<T>;
}
