import { accessAbout } from '../../resource/fields/about.js';
import type { Access, Action, Operation, Resource } from '../../resource/model.js';
import { operationsOf } from '../../resource/operations.js';
import { assumedOwners } from '../../resource/graph/access.js';
import { namesOfResource } from '../../resource/names.js';
import { actionPermission } from '../../resource/permissions.js';
import type { ParsedResource } from '../../resource/parsed.js';

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
  readonly endpoints: readonly string[];
}

const prefix = '/api/v1';

export function factsAbout(resource: Resource, wanted: ParsedResource): ResourceFacts {
  const { name, access, fields } = resource;
  const owner = fields.find((field) => field.kind === 'belongsTo' && field.owner);
  const list = `${prefix}/${namesOfResource(resource).path}`;
  return {
    name,
    access,
    assumed: wanted.access === undefined,
    ...(owner === undefined ? {} : { owner: owner.name }),
    ownerAssumed: assumedOwners([wanted], [resource]).length > 0,
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
    ['serves', servedText(endpoints)],
  ];
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
