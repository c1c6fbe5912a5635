import { accessAbout } from '../../resource/fields/about.js';
import type { Access, Action, Operation, Resource } from '../../resource/model.js';
import { operationsOf } from '../../resource/operations.js';
import { assumedOwners } from '../../resource/graph/access.js';
import { lookupPath, lookupsOf } from '../../resource/lookups.js';
import { namesOfResource } from '../../resource/names.js';
import { actionPermission } from '../../resource/permissions.js';
import type { ParsedResource } from '../../resource/parsed.js';
import { hidesRows, hidingWholes, visibleText } from '../../resource/visibility.js';

/** What a new resource offers, and to whom. */
export interface ResourceFacts {
  readonly name: string;
  readonly access: Access;
  /** Whether nobody chose the access level. */
  readonly assumed: boolean;
  /** The relation that the server sets to the signed-in user. */
  readonly owner?: string;
  /** Whether nobody marked it. */
  readonly ownerAssumed: boolean;
  /** What decides whether everybody sees a row who may read the resource; absent where every row is visible. */
  readonly visible?: string;
  /** The relations to rows that it is hidden with. */
  readonly hiddenWith: readonly string[];
  readonly endpoints: readonly string[];
}

const prefix = '/api/v1';

/** @param resourceOf the resources that it points at. */
export function factsAbout(
  resource: Resource,
  wanted: ParsedResource,
  resourceOf: (name: string) => Resource | undefined,
): ResourceFacts {
  const { name, access, fields, visible } = resource;
  const owner = fields.find((field) => field.kind === 'belongsTo' && field.owner);
  const list = `${prefix}/${namesOfResource(resource).path}`;
  return {
    name,
    access,
    assumed: wanted.access === undefined,
    ...(owner === undefined ? {} : { owner: owner.name }),
    ownerAssumed: assumedOwners([wanted], [resource]).length > 0,
    ...(visible === undefined ? {} : { visible: visibleText(visible) }),
    hiddenWith: hidesRows(resource, resourceOf)
      ? hidingWholes(resource, resourceOf).map((relation) => relation.name)
      : [],
    endpoints: endpointsOf(resource, list),
  };
}

const methods: Readonly<Record<Operation, string>> = {
  list: 'GET',
  get: 'GET',
  create: 'POST',
  replace: 'PUT',
  update: 'PATCH',
  delete: 'DELETE',
};

/** Those of all rows first, then those of one. */
function endpointsOf(resource: Resource, list: string): readonly string[] {
  const there = operationsOf(resource);
  const ofAll = there.filter((operation) => operation === 'list' || operation === 'create');
  const ofOne = there.filter((operation) => operation !== 'list' && operation !== 'create');
  return [
    ...ofAll.map((operation) => `${methods[operation]} ${list}`),
    ...ofOne.map((operation) => `${methods[operation]} ${list}/{id}`),
    ...lookupsOf(resource.fields).map(({ name }) => `GET ${list}/${lookupPath(name)}/{${name}}`),
    ...(resource.actions ?? []).map((action) => `POST ${list}/{id}/${actionPermission(action.name)}`),
  ];
}

const doers: Readonly<Record<Action['by'], string>> = {
  public: 'everybody',
  authenticated: 'whoever is signed in',
  owner: 'the owner, or whoever has the permission',
  admin: 'admins, and whoever has the permission',
};

/** `POST /api/v1/posts/{id}/publish, for the owner …` */
export const doneBy = (resource: Resource, { name, by }: Action): string =>
  `POST ${prefix}/${namesOfResource(resource).path}/{id}/${actionPermission(name)}, for ${doers[by]}`;

/** The same for people: a word and what there is to say of it. */
export function factLines(facts: ResourceFacts): (readonly [string, string])[] {
  const { access, assumed, owner, endpoints } = facts;
  const how = assumed ? ' (assumed: --access chooses another)' : '';
  return [
    ['access', `${access}: ${accessAbout[access]}${how}`],
    ...(owner === undefined ? [] : [['owner', `${owner}: ${ownerText(facts)}`] as const]),
    ...visibleLine(facts),
    ['serves', servedText(endpoints)],
  ];
}

/** Which rows are kept from those who may read the resource. */
function visibleLine({ visible, hiddenWith, owner }: ResourceFacts): (readonly [string, string])[] {
  const own = visible === undefined ? [] : [visible];
  const conditions = [...own, ...hiddenWith.map((relation) => `while its ${relation} is visible`)];
  if (conditions.length === 0) return [];
  const others = owner === undefined ? '' : 'for their owner, and ';
  return [['visible', `${conditions.join(', ')}: other rows only ${others}for whoever may read all`]];
}

function ownerText({ ownerAssumed, endpoints }: ResourceFacts): string {
  const called = (...words: readonly string[]): boolean =>
    endpoints.some((endpoint) => words.some((word) => endpoint.startsWith(`${word} `)));
  const what = called('POST') ? 'the server sets it to the signed-in user' : 'no request sets it';
  const couldSet = ownerAssumed && called('POST', 'PUT', 'PATCH');
  return `${what}${couldSet ? ' (assumed: owner=false on it lets requests set it)' : ''}`;
}

/** `/api/v1/posts (GET, POST) and /api/v1/posts/{id} (GET)` */
function servedText(endpoints: readonly string[]): string {
  const calls = endpoints.map((endpoint) => endpoint.split(' '));
  const paths = new Set(calls.map(([, path]) => path));
  return [...paths]
    .map((path) => `${path} (${calls.flatMap(([method, at]) => (at === path ? method : [])).join(', ')})`)
    .join(' and ');
}
