import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';

export type Row = ObjectLiteral & { id: string };

/** How the statement of a list writes the fields that it filters and sorts by. */
export class ListColumns<Entity extends Row> {
  readonly #query: SelectQueryBuilder<Entity>;
  readonly #caseless: ReadonlySet<string>;

  /** @param caseless texts whose unique index is over their lower-case form. */
  constructor(query: SelectQueryBuilder<Entity>, caseless: readonly string[] = []) {
    this.#query = query;
    this.#caseless = new Set(caseless);
  }

  name(field: string): string {
    return `${this.#query.alias}.${field}`;
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
    const { mainAlias } = this.#query.expressionMap;
    return mainAlias?.metadata.findColumnWithPropertyName(field)?.isNullable ?? false;
  }
}
