import type { EntityMetadata, ObjectLiteral, RelationMetadata, SelectQueryBuilder } from 'typeorm';
import { relationOf } from './row-reader.js';

export type Row = ObjectLiteral & { id: string };

/** How the statement of a list writes the fields that it filters and sorts by. */
export class ListColumns<Entity extends Row> {
  readonly #alias: string;
  readonly #metadata: EntityMetadata;
  readonly #caseless: ReadonlySet<string>;

  /** @param caseless texts whose unique index is over their lower-case form. */
  constructor(query: SelectQueryBuilder<Entity>, caseless: readonly string[] = []) {
    const { mainAlias } = query.expressionMap;
    if (!mainAlias) throw new Error('The query has no table to list rows of.');
    this.#alias = mainAlias.name;
    this.#metadata = mainAlias.metadata;
    this.#caseless = new Set(caseless);
  }

  name(field: string): string {
    return `${this.#alias}.${field}`;
  }

  /** What rows are compared by, as the index of the field has it. */
  key(field: string): string {
    return this.#caseless.has(field) ? `lower(${this.name(field)})` : this.name(field);
  }

  /** What the key is compared with. */
  value(field: string, parameter: string): string {
    return this.#caseless.has(field) ? `lower(:${parameter})` : `:${parameter}`;
  }

  isNullable(field: string): boolean {
    return this.#metadata.findColumnWithPropertyName(field)?.isNullable ?? false;
  }

  relation(name: string): RelationMetadata {
    return relationOf({ metadata: this.#metadata }, name);
  }
}
