import type { ArgumentMetadata } from '@nestjs/common';

type Schema = NonNullable<ArgumentMetadata['schema']>;

/** The schema that a class brings along: `class CreateCat { static readonly schema = z.strictObject({ … }) }`. */
export function schemaOf(type: unknown): Schema | undefined {
  const schema: unknown = typeof type === 'function' && 'schema' in type ? type.schema : undefined;
  return isSchema(schema) ? schema : undefined;
}

const isSchema = (value: unknown): value is Schema =>
  (typeof value === 'object' || typeof value === 'function') &&
  value !== null &&
  '~standard' in value;
