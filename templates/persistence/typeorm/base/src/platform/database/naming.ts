import { createHash } from 'node:crypto';
import { DefaultNamingStrategy, type NamingStrategyInterface, type Table } from 'typeorm';

const MAX_IDENTIFIER_LENGTH = 63;

/** snake_case columns, and constraints named as PostgreSQL itself would name them, so that a person knows them. */
export class SnakeNaming extends DefaultNamingStrategy implements NamingStrategyInterface {
  override columnName(property: string, custom: string | undefined, prefixes: string[]): string {
    return [...prefixes, custom ?? property].map(snake).join('_');
  }

  override joinColumnName(relation: string, referencedColumn: string): string {
    return snake(`${relation}_${referencedColumn}`);
  }

  override primaryKeyName(table: Table | string): string {
    return constraintName(table, [], 'pkey');
  }

  override foreignKeyName(table: Table | string, columns: string[]): string {
    return constraintName(table, columns, 'fkey');
  }

  override uniqueConstraintName(table: Table | string, columns: string[]): string {
    return constraintName(table, columns, 'key');
  }

  override relationConstraintName(table: Table | string, columns: string[]): string {
    return constraintName(table, columns, 'key');
  }

  override indexName(table: Table | string, columns: string[]): string {
    return constraintName(table, columns, 'idx');
  }
}

/** `authorId` is `author_id`, `APIKey` is `api_key`. */
function snake(name: string): string {
  return name
    .replace(/([A-Z])([A-Z])([a-z])/g, '$1_$2$3')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase();
}

/** PostgreSQL cuts names at 63 bytes without a word; a hash keeps two long ones apart. */
export function constraintName(
  table: Table | string,
  columns: readonly string[],
  suffix: string,
): string {
  const tableName = typeof table === 'string' ? table : table.name;
  const stem = [tableName.split('.').pop(), ...columns].join('_');
  const name = `${stem}_${suffix}`;
  if (Buffer.byteLength(name) <= MAX_IDENTIFIER_LENGTH) return name;
  const tail = `_${createHash('sha1').update(stem).digest('hex').slice(0, 8)}_${suffix}`;
  return firstBytes(stem, MAX_IDENTIFIER_LENGTH - tail.length) + tail;
}

/** Without the half of a character that a cut may leave. */
function firstBytes(text: string, length: number): string {
  return new TextDecoder().decode(Buffer.from(text).subarray(0, length)).replace(/\uFFFD$/, '');
}
