import { UserError } from '../../src/core/errors.js';
import { comparisonOf } from '../../src/resource/fields/compared-units.js';
import type { ActionDraft, CheckDraft, ClusterDraft, RelationDraft, ResourceDraft } from './language.js';
import { someText } from './language.js';
import { visibleExamples } from '../../src/resource/visibility.js';
import { type Cluster, parsed, resolved, written, type WrittenResource } from './spec.js';
import type { Tally } from './tally.js';

/**
 * Grows a cluster from a draft, one resource, field and relation after the other. What Plinth refuses is left out and counted; what it
 * accepts has to work.
 */
export function grownCluster(draft: ClusterDraft, features: readonly string[], tally: Tally): Cluster {
  let cluster: Cluster = [];
  const trying = (kind: Parameters<Tally['accepted']>[0], next: Cluster): void => {
    if (tally.accepted(kind, () => resolved(next, features))) cluster = next;
  };
  for (const one of draft.resources) {
    const { fields, ...own } = grownFields(one, tally);
    trying('resource', [...cluster, { ...own, fields: fields.length > 0 ? fields : ['name:string'] }]);
  }
  for (const relation of draft.relations) {
    const next = related(cluster, relation);
    if (next !== undefined) trying('relation', next);
  }
  for (const { name, access } of draft.resources) {
    if (access !== undefined)
      trying(
        'access',
        changed(cluster, name, (one) => ({ ...one, access })),
      );
  }
  for (const { name, operations } of draft.resources) {
    if (operations !== undefined)
      trying(
        'operations',
        changed(cluster, name, (one) => ({ ...one, operations })),
      );
  }
  for (const { name, isWhole } of draft.resources.filter(({ isHiding }) => isHiding)) {
    const one = cluster.find((other) => other.name === name);
    for (const visible of one ? visibleExamples(parsed(one)) : [])
      trying(
        'visible',
        changed(cluster, name, (other) => ({ visible, ...other })),
      );
    const isVisible = (): boolean =>
      cluster.some((other) => other.name === name && other.visible !== undefined);
    if (!isVisible()) trying('visible', changed(cluster, name, withBoolean));
    for (const part of isWhole && isVisible() ? cluster.filter((other) => canBePart(other, name)) : [])
      trying(
        'relation',
        changed(cluster, part.name, (other) => withWhole(other, name)),
      );
  }
  for (const { name, checks } of draft.resources) {
    for (const check of checks)
      trying(
        'check',
        changed(cluster, name, (one) => withCheck(one, check)),
      );
  }
  for (const { name, actions } of draft.resources) {
    for (const action of actions)
      trying(
        'action',
        changed(cluster, name, (one) => withAction(one, action)),
      );
  }
  return cluster;
}

/** What can say which rows are visible, whoever made them. */
const withBoolean = ({ operations: _operations, ...resource }: WrittenResource): WrittenResource => ({
  ...resource,
  access: 'admin',
  visible: 'isShown',
  fields: [...resource.fields, 'isShown:boolean:default=true'],
});

/** Another resource that not only few may read. */
const canBePart = ({ name, access }: WrittenResource, whole: string): boolean =>
  name !== whole && access !== 'public' && access !== 'private' && access !== 'internal';

/** Goes with a row of another resource. */
const withWhole = (resource: WrittenResource, whole: string): WrittenResource => ({
  ...resource,
  fields: [...resource.fields, `whole:belongsTo=${whole}:onDelete=cascade`],
});

/** Between two fields of its own where there are two that can be compared, else between one and a new one. */
function withCheck(resource: WrittenResource, { at, operator }: CheckDraft): WrittenResource {
  const scalars = parsed(resource).fields.filter((field) => field.kind === 'scalar');
  const pairs = scalars.flatMap((one, index) =>
    scalars
      .slice(index + 1)
      .filter(({ type }) => comparisonOf(one)?.types.includes(type))
      .map((other) => [one.name, other.name] as const),
  );
  const [field, other] = pairs[at % pairs.length] ?? [];
  const { checks = [] } = resource;
  if (field !== undefined && other !== undefined)
    return { ...resource, checks: [...checks, `${field}${operator}${other}`] };
  // Before the others: what a check names cannot be cut off where fields are added one by one.
  const fields = ['fromDay:date', 'toDay:date:optional', ...resource.fields];
  return { ...resource, fields, checks: [...checks, `fromDay${operator}toDay`] };
}

/** Its states are those of the first enum that no request sets; where there is none, there is one afterwards. */
function withAction(resource: WrittenResource, { name, states, rest }: ActionDraft): WrittenResource {
  const made = 'stage:enum=draft,in-review,live_2:default=draft:readonly';
  const found = resource.fields.find((field) => /^\w+:enum=[^:]+(?=.*:readonly\b)/.test(field));
  const field = states.length === 0 ? undefined : (found ?? made);
  const [, stateField = '', all = ''] = /^(\w+):enum=([^:]+)/.exec(field ?? '') ?? [];
  const values = all.split(',');
  const [to, ...from] = [...new Set(states.map((at) => values[at % values.length]))];
  const words = [
    name,
    ...(field === undefined ? [] : [`from=${from.join(',')}`, `to=${to}`, `field=${stateField}`]),
    ...rest,
  ];
  return {
    ...resource,
    fields: [...resource.fields, ...(field === made && found === undefined ? [made] : [])],
    actions: [...(resource.actions ?? []), words.join(':')],
  };
}

function grownFields(
  { name, plural, path, description, softDelete, fields }: ResourceDraft,
  tally: Tally,
): WrittenResource {
  let resource: WrittenResource = {
    name,
    ...(plural === undefined ? {} : { plural }),
    ...(path === undefined ? {} : { path }),
    ...(description === undefined ? {} : { description }),
    softDelete,
    fields: [],
  };
  for (const text of fields) {
    const field = withSource(text, resource.fields);
    if (field === undefined) continue;
    const next = { ...resource, fields: [...resource.fields, field] };
    // Under a name of no interest: what is wrong with the resource's own is counted once.
    if (
      tally.accepted('field', () =>
        resolved([{ name: 'Zebra', fields: ['striped:boolean', ...next.fields] }], []),
      )
    )
      resource = next;
  }
  return resource;
}

/** A slug gets the first text there is to make it from. */
function withSource(text: string, fields: readonly string[]): string | undefined {
  if (!text.includes(someText)) return text;
  const source = fields.find(
    (field) => /^\w+:(string|text)\b/.test(field) && !/:(optional|hidden|readonly)\b(?!=false)/.test(field),
  );
  return source === undefined ? undefined : text.replace(someText, source.slice(0, source.indexOf(':')));
}

function related(cluster: Cluster, { from, to, text }: RelationDraft): Cluster | undefined {
  const owner = cluster[from % Math.max(cluster.length, 1)];
  const target = to < 0 ? 'User' : cluster[to % Math.max(cluster.length, 1)]?.name;
  if (owner === undefined || target === undefined) return undefined;
  const field = text.replace('@target', target);
  return changed(cluster, owner.name, (one) => ({ ...one, fields: [...one.fields, field] }));
}

const changed = (
  cluster: Cluster,
  name: string,
  change: (one: WrittenResource) => WrittenResource,
): Cluster => cluster.map((one) => (one.name === name ? change(one) : one));

/** Adds a cluster to those of a project, unless one of its names is taken there. */
export function joined(
  clusters: readonly Cluster[],
  next: Cluster,
  features: readonly string[],
  tally: Tally,
): readonly Cluster[] {
  if (next.length === 0) return clusters;
  const all = [...clusters, next];
  return tally.accepted('cluster', () => resolved(written({ clusters: all }), features)) ? all : clusters;
}

export const isRefusal = (error: unknown): error is UserError =>
  error instanceof UserError && !/defect of Plinth|could not be planned/.test(error.message + error.remedy);
