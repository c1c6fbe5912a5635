import { ImportBlock } from '../../resource/import-block.js';
import type { HttpRole } from '../../roles/http/contract.js';
import { actorNeeds, isRestricted, type ActorNeeds } from '../../resource/actor-needs.js';
import {
  type BelongsToShape,
  type ManyToManyShape,
  type RelationTarget,
  type Shape,
} from '../../resource/shape.js';

/** What the service template prints. */
export interface ServiceValues {
  readonly serviceImports: string;
  /** The line above the class. */
  readonly injectable: string;
  readonly list: string;
  readonly get: string;
  readonly create: string;
  readonly update: string;
  readonly removeChecks: string;
  readonly removeActor: string;
  readonly references: string;
}

export function serviceValues(shape: Shape, http: Pick<HttpRole, 'injectable'>): ServiceValues {
  const needs = actorNeeds(shape);
  const values = {
    list: list(shape, needs),
    get: get(shape, needs),
    create: create(shape, needs),
    update: update(shape, needs),
    removeChecks: ownershipCheck(shape),
    removeActor: needs.remove ? 'actor: Actor, ' : '',
    references: references(shape).join('\n\n'),
  };
  const block = imports(shape, Object.values(values).join('\n'));
  const repository = { symbol: `${shape.names.pascal}Repository`, from: `${shape.module}.repository` };
  const injectable = http.injectable(block, repository);
  return { ...values, injectable, serviceImports: block.toString() };
}

function list({ names, items, rule }: Shape, needs: ActorNeeds): string {
  const actor = needs.read ? 'actor: Actor, ' : '';
  const owner = rule.ownership === 'visibility' ? ", actor.role === 'admin' ? undefined : actor.id" : '';
  return [
    `list(${actor}request: ListRequest): Promise<Page<${names.pascal}>> {`,
    `return this.#${items}.list(request${owner});`,
    '}',
  ].join('\n');
}

function get({ names, item: row, items, include, owner }: Shape, needs: ActorNeeds): string {
  const includes = include.length > 0;
  const signature = `async get(${needs.read ? 'actor: Actor, ' : ''}id: string${includes ? ', include: readonly string[] = []' : ''}): Promise<${names.pascal}>`;
  const stored = `found(await this.#${items}.find(id${includes ? ', include' : ''}), '${names.title}')`;
  if (!needs.read) return `${signature} {\nreturn ${stored};\n}`;
  return [
    `${signature} {`,
    `const ${row} = ${stored};`,
    `requireVisible(actor, ${row}.${owner?.key ?? ''}, '${names.title}');`,
    `return ${row};`,
    '}',
  ].join('\n');
}

function create(shape: Shape, needs: ActorNeeds): string {
  const { names, items: store, slug, owner, manyToMany } = shape;
  const keys = manyToMany.map((field) => field.key);
  const parameter = keys.length > 0 ? `{ ${keys.join(', ')}, ...values }` : 'values';
  const checks = guards(shape).map((field) => requireCall(shape, field, `values.${field.key}`));
  const properties = [
    '...values',
    ...(slug ? [slug.name === 'slug' ? 'slug' : `${slug.name}: slug`] : []),
    ...(owner ? [`${owner.key}: actor.id`] : []),
    ...manyToMany.map(
      (field) => `${field.name}: await ${field.name}Of(${store}, ${restricted(field.to)}${field.key})`,
    ),
  ];
  const row = properties.length === 1 ? 'values' : `{ ${properties.join(', ')} }`;
  const inTransaction = checks.length > 0 || manyToMany.length > 0;
  const body =
    checks.length > 0
      ? `{\n${[...checks, `return ${store}.insert(${row});`].join('\n')}\n}`
      : `${store}.insert(${row})`;
  const insert = inTransaction
    ? `this.#${store}.transaction(async (${store}) => ${body})`
    : `this.#${store}.insert(${row})`;
  const whole = slug ? `withSlug('${slug.name}', ${slugSource(shape)}, (slug) => ${insert})` : insert;
  return [
    `create(${needs.create ? 'actor: Actor, ' : ''}${parameter}: Create${names.pascal}): Promise<${names.pascal}> {`,
    `return ${whole};`,
    '}',
  ].join('\n');
}

function slugSource({ slug, scalars }: Shape): string {
  const source = scalars.find((field) => field.name === slug?.source);
  return source?.optional ? `values.${source.name} ?? ''` : `values.${slug?.source ?? ''}`;
}

function update(shape: Shape, needs: ActorNeeds): string {
  const { names, item: row, items: store, manyToMany } = shape;
  const keys = manyToMany.map((field) => field.key);
  const parameter = keys.length > 0 ? `{ ${keys.join(', ')}, ...changes }` : 'changes';
  return [
    `update(${needs.update ? 'actor: Actor, ' : ''}id: string, ${parameter}: Update${names.pascal}, precondition: Precondition<${names.pascal}>): Promise<${names.pascal}> {`,
    `return this.#${store}.transaction(async (${store}) => {`,
    `const ${row} = found(await ${store}.lock(id), '${names.title}');`,
    ownershipCheck(shape),
    `checkPrecondition(${row}, precondition);`,
    ...guards(shape).map(
      (field) =>
        `if (changes.${field.key}) ${requireCall({ ...shape }, { ...field, optional: false }, `changes.${field.key}`)}`,
    ),
    ...manyToMany.map(
      (field) =>
        `if (${field.key}) ${row}.${field.name} = await ${field.name}Of(${store}, ${restricted(field.to)}${field.key});`,
    ),
    `return ${store}.save(Object.assign(${row}, changes));`,
    '});',
    '}',
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function ownershipCheck({ names, item, owner, rule }: Shape): string {
  if (rule.ownership === 'none' || !owner) return '';
  const key = `${item}.${owner.key}`;
  return rule.ownership === 'change'
    ? `requireOwner(actor, ${key});`
    : `requireVisible(actor, ${key}, '${names.title}');`;
}

const guards = (shape: Shape): readonly BelongsToShape[] => shape.settable.filter((field) => field.guarded);

const restricted = (to: RelationTarget): string => (isRestricted(to) ? 'actor, ' : '');

function requireCall(shape: Shape, field: BelongsToShape, value: string): string {
  const call = `await require${field.to.entity}(${shape.items}, ${restricted(field.to)}'${field.key}', ${value});`;
  return field.optional ? `if (${value} !== null) ${call}` : call;
}

function references(shape: Shape): string[] {
  const seen = new Set<string>();
  const targets = guards(shape).filter((field) => !seen.has(field.target) && seen.add(field.target));
  return [
    ...shape.manyToMany.map((field) => manyOf(shape, field)),
    ...targets.map((field) => requireOne(shape, field.to)),
  ];
}

function manyOf(shape: Shape, { name, key, to }: ManyToManyShape): string {
  const store = shape.items;
  const actor = isRestricted(to) ? 'actor: Actor, ' : '';
  const asks = to.resource?.access === 'private' ? ', actor' : '';
  const found =
    to.resource?.access === 'internal'
      ? `actor.role === 'admin' ? await ${store}.${name}Of(ids) : []`
      : `await ${store}.${name}Of(ids${asks})`;
  return [
    `async function ${name}Of(${store}: ${shape.names.pascal}Repository, ${actor}ids: readonly string[]): Promise<${to.entity}[]> {`,
    `const ${name} = ${found};`,
    `if (${name}.length === ids.length) return ${name};`,
    `throw unknownReference('${key}', '${to.names.title}');`,
    '}',
  ].join('\n');
}

function requireOne(shape: Shape, to: RelationTarget): string {
  const store = shape.items;
  const actor = isRestricted(to) ? 'actor: Actor, ' : '';
  const asks = to.resource?.access === 'private' ? ', actor' : '';
  const exists = `await ${store}.${to.names.camel}Exists(id${asks})`;
  return [
    `async function require${to.entity}(${store}: ${shape.names.pascal}Repository, ${actor}field: string, id: string): Promise<void> {`,
    `if (${to.resource?.access === 'internal' ? `actor.role === 'admin' && (${exists})` : exists}) return;`,
    `throw unknownReference(field, '${to.names.title}');`,
    '}',
  ].join('\n');
}

function imports(shape: Shape, used: string): ImportBlock {
  const { pascal } = shape.names;
  const uses = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(used);
  const block = new ImportBlock(`${shape.module}.service.ts`)
    .value('src/errors', 'found')
    .type('src/paging/list-request', 'ListRequest', 'Page')
    .value('src/precondition', 'checkPrecondition')
    .type('src/precondition', 'Precondition')
    .type(`${shape.module}.entity`, pascal)
    .type(`${shape.module}.schema`, `Create${pascal}`, `Update${pascal}`);
  if (uses('Actor')) block.type('src/http/actor', 'Actor');
  if (uses('withSlug')) block.value('src/database/slug', 'withSlug');
  if (uses('unknownReference')) block.value('src/errors', 'unknownReference');
  for (const check of ['requireOwner', 'requireVisible'])
    if (uses(check)) block.value('src/modules/auth/access', check);
  for (const { to } of shape.manyToMany) if (to.entity !== pascal) block.type(to.module, to.entity);
  return block;
}
