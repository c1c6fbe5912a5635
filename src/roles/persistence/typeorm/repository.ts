import { ImportBlock } from '../../../resource/import-block.js';
import {
  nestedRelations,
  type BelongsToShape,
  type ManyToManyShape,
  type RelationTarget,
  type Shape,
} from '../../../resource/shape.js';

/** What the repository template prints. */
export interface RepositoryValues {
  readonly repositoryImports: string;
  /** `'title' | 'authorId'`: the properties a new row needs. */
  readonly newKeys: string;
  readonly listParameters: string;
  readonly listRows: string;
  readonly includeParameter: string;
  readonly find: string;
  readonly lock: string;
  readonly remove: string;
  readonly references: string;
  /** How relations are loaded; empty without any. */
  readonly loader: string;
  readonly relations: string;
}

export function repositoryValues(shape: Shape): RepositoryValues {
  const loads = shape.manyToMany.length > 0 || shape.joined.length > 0;
  const relations = shape.joined.length > 0 ? 'relationsOf(include)' : 'relations';
  return {
    repositoryImports: imports(shape, loads).toString(),
    newKeys: newKeys(shape),
    listParameters: shape.rule.ownership === 'visibility' ? ', ownerId?: string' : '',
    listRows: listRows(shape, loads),
    includeParameter: shape.joined.length > 0 ? ', include: readonly string[] = []' : '',
    find: loads
      ? `this.#rows.findOne({ where: { id }, relations: ${relations} })`
      : 'this.#rows.findOneBy({ id })',
    lock: lock(loads),
    remove: shape.softDelete ? 'softRemove' : 'remove',
    references: references(shape).join('\n\n'),
    loader: loads ? loader(shape, relations) : '',
    relations: loads ? relationsDefinition(shape) : '',
  };
}

function imports(shape: Shape, loads: boolean): ImportBlock {
  const { pascal } = shape.names;
  const block = new ImportBlock(`${shape.module}.repository.ts`)
    .type('typeorm', 'EntityManager', 'Repository')
    .value('src/database/find-page', 'findPage')
    .type('src/paging/cursor', 'Cursors')
    .type('src/paging/list-request', 'ListRequest', 'Page')
    .value(`${shape.module}.entity`, pascal);
  if (loads) block.value('typeorm', 'In').type('typeorm', 'FindOptionsRelations');
  if (shape.manyToMany.length > 0) block.value('typeorm', 'In');
  const checked = [...shape.manyToMany, ...guardedTargets(shape)];
  for (const { to } of checked) {
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

function listRows(shape: Shape, loads: boolean): string {
  const alias = shape.names.camel;
  const searchable = shape.scalars.filter((field) => field.searchable).map((field) => `'${field.name}'`);
  const options = `{ cursors: this.#cursors${searchable.length > 0 ? `, searchable: [${searchable.join(', ')}]` : ''} }`;
  const lines = [`const query = this.#rows.createQueryBuilder('${alias}');`];
  if (shape.rule.ownership === 'visibility') {
    lines.push(
      `if (ownerId !== undefined) query.where('${alias}.${ownerKey(shape)} = :ownerId', { ownerId });`,
    );
  }
  if (!loads) return [...lines, `return findPage(query, request, ${options});`].join('\n');
  const include = shape.joined.length > 0 ? ', request.include' : '';
  return [
    ...lines,
    `const page = await findPage(query, request, ${options});`,
    `return { ...page, data: await this.#withRelations(page.data${include}) };`,
  ].join('\n');
}

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
    `return this.#manager.getRepository(${to.entity}).findBy({ id: In(ids)${where} });`,
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

function loader(shape: Shape, relations: string): string {
  const { pascal } = shape.names;
  const include = shape.joined.length > 0 ? ', include: readonly string[]' : '';
  return [
    '/** One statement whatever the number of rows; the page query itself joins nothing, so its limit counts rows. */',
    `async #withRelations(rows: readonly ${pascal}[]${include}): Promise<readonly ${pascal}[]> {`,
    'const ids = rows.map((row) => row.id);',
    `const loaded = await this.#rows.find({ where: { id: In(ids) }, relations: ${relations} });`,
    'const byId = new Map(loaded.map((row) => [row.id, row]));',
    'return ids.flatMap((id) => byId.get(id) ?? []);',
    '}',
  ].join('\n');
}

function relationsDefinition(shape: Shape): string {
  const { pascal } = shape.names;
  const always = shape.manyToMany.map((field) => `${field.name}: ${nestedRelations(field.to)}`);
  if (shape.joined.length === 0)
    return `const relations: FindOptionsRelations<${pascal}> = { ${always.join(', ')} };`;
  const asked = shape.belongsTo
    .filter((field) => shape.joined.includes(field.name))
    .map((field) => `${field.name}: ${whenIncluded(field.name, nestedRelations(field.to))}`);
  return [
    `function relationsOf(include: readonly string[]): FindOptionsRelations<${pascal}> {`,
    `return { ${[...asked, ...always].join(', ')} };`,
    '}',
  ].join('\n');
}

const whenIncluded = (name: string, nested: string): string =>
  nested === 'true' ? `include.includes('${name}')` : `include.includes('${name}') && ${nested}`;

const ownerKey = (shape: Shape): string => shape.owner?.key ?? 'ownerId';
