import { accessAbout } from '../../resource/fields/about.js';
import type { Access, Resource } from '../../resource/model.js';
import { assumedOwners } from '../../resource/graph/access.js';
import { namesOfResource } from '../../resource/names.js';
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
  const list = `${prefix}/${namesOfResource(resource).plural.kebab}`;
  const methods = ['GET', 'PUT', 'PATCH', 'DELETE'].map((method) => `${method} ${list}/{id}`);
  return {
    name,
    access,
    assumed: wanted.access === undefined,
    ...(owner === undefined ? {} : { owner: owner.name }),
    ownerAssumed: assumedOwners([wanted], [resource]).length > 0,
    endpoints: [`GET ${list}`, `POST ${list}`, ...methods],
  };
}

/** The same for people: a word and what there is to say of it. */
export function factLines({
  access,
  assumed,
  owner,
  ownerAssumed,
  endpoints,
}: ResourceFacts): (readonly [string, string])[] {
  const how = assumed ? ' (assumed: --access chooses another)' : '';
  const list = endpoints[0]?.replace('GET ', '') ?? '';
  const whose = ownerAssumed ? ' (assumed: owner=false on it lets requests set it)' : '';
  return [
    ['access', `${access}: ${accessAbout[access]}${how}`],
    ...(owner === undefined
      ? []
      : [['owner', `${owner}: the server sets it to the signed-in user${whose}`] as const]),
    ['serves', `${list} (GET, POST) and ${list}/{id} (GET, PUT, PATCH, DELETE)`],
  ];
}
