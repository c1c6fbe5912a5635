import { ImportBlock } from '../../../resource/import-block.js';
import type { BelongsToShape, ManyToManyShape, RelationTarget, Shape } from '../../../resource/shape.js';
import type { HttpRole } from '../../http/contract.js';
import { isRelated, joined, joinFunction, loaded, loader } from './relation-loading.js';

/** What the repository template prints. */
export interface RepositoryValues {
  readonly repositoryImports: string;
  /** The line above the class. */
  readonly injectable: string;
  /** `'title' | 'authorId'`: the properties a new row needs. */
  readonly newKeys: string;
  readonly listParameters: string;
  readonly listRows: string;
  readonly findRow: string;
  readonly lock: string;
  readonly remove: string;
  readonly references: string;
  /** How relations come with a row; empty without any. */
  readonly loader: string;
  readonly joins: string;
}

export function repositoryValues(shape: Shape, http: Pick<HttpRole, 'injectable'>): RepositoryValues {
  const block = imports(shape);
  const injectable = http.injectable(
    block,
    { symbol: 'EntityManager', from: 'typeorm' },
    { symbol: 'Cursors', from: 'src/paging/cursor' },
  );
  return {
    injectable,
    repositoryImports: block.toString(),
    newKeys: newKeys(shape),
    listParameters: shape.rule.ownership === 'visibility' ? ', ownerId?: string' : '',
    listRows: listRows(shape),
    findRow: findRow(shape),
    lock: lock(isRelated(shape)),
    remove: shape.softDelete ? 'softRemove' : 'remove',
    references: references(shape).join('\n\n'),
    loader: loaded(shape).length > 0 ? loader(shape) : '',
    joins: isRelated(shape) ? joinFunction(shape) : '',
  };
}

function imports(shape: Shape): ImportBlock {
  const { pascal } = shape.names;
  const block = new ImportBlock(`${shape.module}.repository.ts`)
    .type('typeorm', 'Repository')
    .value('src/database/find-page', 'findPage')
    .type('src/paging/list-request', 'ListRequest', 'Page')
    .value(`${shape.module}.entity`, pascal);
  if (isRelated(shape)) block.value('src/database/row-reader', 'RowReader');
  if (shape.manyToMany.length > 0) block.value('typeorm', 'In');
  for (const { to } of [...shape.manyToMany, ...guardedTargets(shape)]) {
    if (to.entity !== pascal) block.value(to.module, to.entity);
    if (needsActor(to)) block.type('src/http/actor', 'Actor');
  }
  return block;
}

function newKeys(shape: Shape): string {
  const keys = [
    ...shape.writable.map((field) => field.name),
    ...(shape.slug ? [shape.slug.name] : []),
    ...shape.belongsTo.map((field) => field.key),
    ...shape.manyToMany.map((field) => field.name),
  ];
  return keys.map((key) => `'${key}'`).join(' | ');
}

function listRows(shape: Shape): string {
  const alias = shape.names.camel;
  const searchable = shape.scalars.filter((field) => field.searchable).map((field) => `'${field.name}'`);
  const options = [
    'cursors: this.#cursors',
    ...(searchable.length > 0 ? [`searchable: [${searchable.join(', ')}]`] : []),
    ...(isRelated(shape) ? [`join: ${joinCall(shape)}`] : []),
  ];
  const lines = [`const query = this.#rows.createQueryBuilder('${alias}');`];
  if (shape.rule.ownership === 'visibility') {
    lines.push(
      `if (ownerId !== undefined) query.where('${alias}.${ownerKey(shape)} = :ownerId', { ownerId });`,
    );
  }
  const page = `findPage(query, request, { ${options.join(', ')} })`;
  if (loaded(shape).length === 0) return [...lines, `return ${page};`].join('\n');
  return [
    ...lines,
    `const page = await ${page};`,
    'await this.#loadRelations(page.data, request.include);',
    'return page;',
  ].join('\n');
}

function findRow(shape: Shape): string {
  const { pascal, camel } = shape.names;
  const parameter = shape.include.length > 0 ? ', include: readonly string[] = []' : '';
  const head = `find(id: string${parameter}): Promise<${pascal} | null> {`;
  if (!isRelated(shape)) return `${head}\nreturn this.#rows.findOneBy({ id });\n}`;
  return [
    `async ${head}`,
    `const rows = new RowReader(this.#rows.createQueryBuilder('${camel}').where({ id }));`,
    `joinRelations(rows${joined(shape).length > 0 ? ', include' : ''});`,
    'const [row] = await rows.read();',
    ...(loaded(shape).length > 0 ? ['if (row) await this.#loadRelations([row], include);'] : []),
    'return row ?? null;',
    '}',
  ].join('\n');
}

const joinCall = (shape: Shape): string =>
  joined(shape).length > 0 ? '(rows) => joinRelations(rows, request.include)' : 'joinRelations';

function lock(loads: boolean): string {
  const locked = "await this.#rows.findOne({ where: { id }, lock: { mode: 'pessimistic_write' } })";
  return loads
    ? `const row = ${locked};\nreturn row && this.find(id);`
    : `return ${locked.replace('await ', '')};`;
}

/** Relations whose rows are looked up before they are pointed at, one per entity. */
function guardedTargets(shape: Shape): readonly BelongsToShape[] {
  const seen = new Set<string>();
  return shape.settable.filter((field) => field.guarded && !seen.has(field.target) && seen.add(field.target));
}

function references(shape: Shape): string[] {
  return [
    ...shape.manyToMany.map((field) => loadMany(field)),
    ...guardedTargets(shape).map((field) => exists(field)),
  ];
}

function loadMany({ name, to }: ManyToManyShape): string {
  const { parameter, where } = visibility(to);
  return [
    `${name}Of(ids: readonly string[]${parameter}): Promise<${to.entity}[]> {`,
    `const where = { id: In(ids)${where} };`,
    '// As they are read later: the order is part of the ETag.',
    `return this.#manager.getRepository(${to.entity}).find({ where, order: { id: 'ASC' } });`,
    '}',
  ].join('\n');
}

function exists({ to }: BelongsToShape): string {
  const { parameter, where } = visibility(to);
  return [
    `${to.names.camel}Exists(id: string${parameter}): Promise<boolean> {`,
    `return this.#manager.getRepository(${to.entity}).existsBy({ id${where} });`,
    '}',
  ].join('\n');
}

/** Only private rows depend on who asks; what is the admin's alone is checked in the service. */
const needsActor = (to: RelationTarget): boolean => to.resource?.access === 'private';

function visibility(to: RelationTarget): { readonly parameter: string; readonly where: string } {
  if (!needsActor(to)) return { parameter: '', where: '' };
  const owner = to.resource?.fields.find((field) => field.kind === 'belongsTo' && field.owner);
  return {
    parameter: ', actor: Actor',
    where: `, ...(actor.role === 'admin' ? {} : { ${owner?.name ?? 'owner'}Id: actor.id })`,
  };
}

const ownerKey = (shape: Shape): string => shape.owner?.key ?? 'ownerId';
