import type { EntityMetadata, ObjectLiteral, RelationMetadata, SelectQueryBuilder } from 'typeorm';
import type { Condition } from './condition.js';
import { linkedIds } from './linked-rows.js';

/** A value of the result, and how it is put into the object it belongs to. */
interface Output {
  readonly name: string;
  readonly put: (object: ObjectLiteral, value: unknown) => void;
}

/** The row itself, or a related one that is joined to it. */
interface Source {
  readonly alias: string;
  readonly metadata: EntityMetadata;
  readonly outputs: Output[];
}

/** Which related rows are joined, and how much of them. */
interface Joined {
  readonly fields?: readonly string[];
  readonly visible?: Condition;
}

interface JoinedIds {
  /** The related row whose relation it is; the row itself without it. */
  readonly of?: string;
  readonly visible?: Condition;
}

type Values = Readonly<Record<string, unknown>>;

/**
 * Reads rows and what is shown with them in one statement. TypeORM's own hydration takes longer than the statement itself,
 * because joins may have multiplied the rows; here they cannot. It is not told of these rows: no @AfterLoad runs.
 */
export class RowReader<Entity extends ObjectLiteral> {
  readonly query: SelectQueryBuilder<Entity>;
  readonly #selects: string[] = [];
  readonly #row: Source;
  readonly #related = new Map<string, Source>();

  constructor(query: SelectQueryBuilder<Entity>) {
    const { mainAlias } = query.expressionMap;
    if (!mainAlias) throw new Error('The query has no table to read rows from.');
    this.query = query;
    this.#row = this.#columnsOf(mainAlias.name, mainAlias.metadata);
  }

  /** The row of a to-one relation, if it is visible, with the named fields or with all. The id is always one of them. */
  join(relation: string, { fields, visible }: Joined = {}): this {
    const alias = relation === this.#row.alias ? `${relation}_` : relation;
    const { inverseEntityMetadata } = relationOf(this.#row, relation);
    this.query.leftJoin(
      `${this.#row.alias}.${relation}`,
      alias,
      visible?.sql(alias),
      visible?.parameters,
    );
    this.#related.set(relation, this.#columnsOf(alias, inverseEntityMetadata, fields));
    return this;
  }

  /** Of the rows of a to-many relation, as far as they are visible, their ids; they are in the order of the ids. */
  joinIds(relation: string, { of, visible }: JoinedIds = {}): this {
    const source = (of !== undefined && this.#related.get(of)) || this.#row;
    const ids = `ARRAY(${linkedIds(source.alias, relationOf(source, relation), visible)})`;
    if (visible) this.query.setParameters(visible.parameters);
    source.outputs.push({
      name: this.#select(`to_json(${ids})`),
      put: (object, value) => {
        object[relation] = (value as string[]).map((id) => ({ id }));
      },
    });
    return this;
  }

  /**
   * The one row that the query finds, with a lock that keeps every other writer waiting until the transaction ends. Where this
   * one had to wait, the row is as the other left it, but what is read beside it is as it was before: it is read again.
   */
  async lock(): Promise<Entity | null> {
    const { alias, metadata } = this.#row;
    const before = `SELECT seen.xmin FROM "${metadata.tableName}" seen WHERE seen."id" = "${alias}"."id"`;
    const isCurrent = this.#select(`"${alias}".xmin = (${before})`);
    this.query.setLock('pessimistic_write');
    let [values] = await this.#values();
    if (values?.[isCurrent] === false) [values] = await this.#values();
    return values ? this.#entity(values) : null;
  }

  async read(): Promise<Entity[]> {
    return (await this.#values()).map((values) => this.#entity(values));
  }

  #values(): Promise<Values[]> {
    return this.query.select(this.#selects.join(', ')).getRawMany();
  }

  #entity(values: Values): Entity {
    const row = objectOf(this.#row, values);
    for (const [relation, source] of this.#related) {
      const related = objectOf(source, values);
      row[relation] = related['id'] === null ? null : related;
    }
    return row as Entity;
  }

  #columnsOf(alias: string, metadata: EntityMetadata, fields?: readonly string[]): Source {
    const { driver } = this.query.dataSource;
    const columns = metadata.columns.filter(
      ({ isSelect, isVirtual, propertyName }) =>
        isSelect && !isVirtual && (fields?.includes(propertyName) ?? true),
    );
    const outputs = columns.map((column): Output => ({
      name: this.#select(`"${alias}"."${column.databaseName}"`),
      put: (object, value) =>
        column.setEntityValue(object, driver.prepareHydratedValue(value, column)),
    }));
    return { alias, metadata, outputs };
  }

  /** Results are numbered, because PostgreSQL would cut long names. */
  #select(expression: string): string {
    const name = `v${this.#selects.length}`;
    this.#selects.push(`${expression} AS "${name}"`);
    return name;
  }
}

function objectOf({ metadata, outputs }: Source, values: Values): ObjectLiteral {
  const object = metadata.create(undefined, { fromDeserializer: true });
  for (const { name, put } of outputs) put(object, values[name]);
  return object;
}

export function relationOf({ metadata }: Pick<Source, 'metadata'>, name: string): RelationMetadata {
  const relation = metadata.findRelationWithPropertyPath(name);
  if (!relation) throw new Error(`${metadata.name} has no relation "${name}".`);
  return relation;
}
