import type { Cluster, Spec, WrittenResource } from './spec.js';

/** Something that may be left out of a spec: a feature, or a part of a resource. */
type Part =
  | { readonly kind: 'feature'; readonly id: string }
  | {
      readonly kind: 'resource' | 'plural' | 'path' | 'access' | 'operations' | 'visible' | 'softDelete';
      readonly name: string;
    }
  | { readonly kind: 'field'; readonly name: string; readonly field: string }
  | { readonly kind: 'check'; readonly name: string; readonly check: string }
  | { readonly kind: 'action'; readonly name: string; readonly action: string }
  | { readonly kind: 'modifier'; readonly name: string; readonly field: string; readonly at: number };

/** The smallest spec found, within the time, of which the test still holds: parts are left out by halves, quarters, one by one. */
export async function shrunk(
  spec: Spec,
  holds: (smaller: Spec) => Promise<boolean>,
  withinMs: number,
): Promise<Spec> {
  const until = performance.now() + withinMs;
  let best = spec;
  for (let again = true; again;) {
    again = false;
    for (const kinds of [
      ['resource'],
      ['action', 'check'],
      ['field', 'feature'],
      ['modifier', 'plural', 'path', 'access', 'operations', 'visible', 'softDelete'],
    ] as const) {
      let parts = partsOf(best).filter(({ kind }) => (kinds as readonly string[]).includes(kind));
      for (let size = Math.max(1, Math.ceil(parts.length / 2)); size >= 1 && parts.length > 0;) {
        let found = false;
        for (let at = 0; at < parts.length && !found; at += size) {
          if (performance.now() > until) return best;
          const smaller = without(best, parts.slice(at, at + size));
          if (smaller === undefined || !(await holds(smaller))) continue;
          [best, found, again] = [smaller, true, true];
        }
        if (found) parts = partsOf(best).filter(({ kind }) => (kinds as readonly string[]).includes(kind));
        else if (size === 1) break;
        size = found ? Math.min(size, Math.max(1, parts.length)) : Math.floor(size / 2);
      }
    }
  }
  return best;
}

/** A field's text in its parts: name and type, then the modifiers. */
export const partsOfField = (field: string): readonly string[] =>
  field
    .split(/(?<!\\):/)
    .reduce<readonly string[]>(
      (all, part, index) => (index === 1 ? [`${all[0]}:${part}`] : [...all, part]),
      [],
    );

function partsOf({ features, clusters }: Spec): readonly Part[] {
  const ofResource = (resource: WrittenResource): readonly Part[] => {
    const { name, plural, path, fields, access, operations, visible, softDelete } = resource;
    const { checks = [], actions = [] } = resource;
    return [
      { kind: 'resource', name },
      ...(plural === undefined ? [] : [{ kind: 'plural', name } as const]),
      ...(path === undefined ? [] : [{ kind: 'path', name } as const]),
      ...(access === undefined ? [] : [{ kind: 'access', name } as const]),
      ...(operations === undefined ? [] : [{ kind: 'operations', name } as const]),
      ...(visible === undefined ? [] : [{ kind: 'visible', name } as const]),
      ...(softDelete === true ? [{ kind: 'softDelete', name } as const] : []),
      ...checks.map((check): Part => ({ kind: 'check', name, check })),
      ...actions.map((action): Part => ({ kind: 'action', name, action })),
      ...fields.flatMap((field): readonly Part[] => [
        { kind: 'field', name, field },
        ...partsOfField(field)
          .slice(1)
          .map((_, at): Part => ({ kind: 'modifier', name, field, at: at + 1 })),
      ]),
    ];
  };
  return [...features.map((id): Part => ({ kind: 'feature', id })), ...clusters.flat().flatMap(ofResource)];
}

function without(spec: Spec, parts: readonly Part[]): Spec | undefined {
  const gone = (kind: Part['kind'], name: string) =>
    parts.some((part) => part.kind === kind && 'name' in part && part.name === name);
  const left = (cluster: Cluster): Cluster =>
    cluster
      .filter(({ name }) => !gone('resource', name))
      .map(
        ({
          name,
          plural,
          path,
          access,
          operations,
          visible,
          softDelete,
          fields,
          checks = [],
          actions = [],
        }) => ({
          name,
          ...(plural === undefined || gone('plural', name) ? {} : { plural }),
          ...(path === undefined || gone('path', name) ? {} : { path }),
          ...(access === undefined || gone('access', name) ? {} : { access }),
          ...(operations === undefined || gone('operations', name) ? {} : { operations }),
          ...(visible === undefined || gone('visible', name) ? {} : { visible }),
          ...(softDelete === undefined || gone('softDelete', name) ? {} : { softDelete }),
          fields: fields
            .filter(
              (field) =>
                !parts.some((part) => part.kind === 'field' && part.name === name && part.field === field),
            )
            .map((field) => lighter(name, field, parts)),
          checks: checks.filter(
            (check) =>
              !parts.some((part) => part.kind === 'check' && part.name === name && part.check === check),
          ),
          actions: actions.filter(
            (action) =>
              !parts.some((part) => part.kind === 'action' && part.name === name && part.action === action),
          ),
        }),
      );
  const clusters = spec.clusters
    .map((cluster) => pointingInside(left(cluster)))
    .filter((cluster) => cluster.length > 0);
  if (clusters.length === 0) return undefined;
  const features = spec.features.filter(
    (id) => !parts.some((part) => part.kind === 'feature' && part.id === id),
  );
  return { ...spec, features, clusters };
}

function lighter(name: string, field: string, parts: readonly Part[]): string {
  const out = parts.flatMap((part) =>
    part.kind === 'modifier' && part.name === name && part.field === field ? [part.at] : [],
  );
  return partsOfField(field)
    .filter((_, index) => !out.includes(index))
    .join(':');
}

/** Relations to what is no longer there go with it. */
function pointingInside(cluster: Cluster): Cluster {
  const names = new Set(['User', ...cluster.map(({ name }) => name)]);
  const target = (field: string) => /^\w+:(?:belongsTo|hasMany|hasOne|manyToMany)=(\w+)/.exec(field)?.[1];
  return cluster.map((one) => ({
    ...one,
    fields: one.fields.filter((field) => names.has(target(field) ?? 'User')),
  }));
}
