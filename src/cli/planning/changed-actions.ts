import { isDeepStrictEqual } from 'node:util';
import { UsageError } from '../../core/errors.js';
import { checkedActions } from '../../resource/actions.js';
import { parsedOf } from '../../resource/language/print-field.js';
import type { Resource } from '../../resource/model.js';
import type { ParsedAction, ParsedResource } from '../../resource/parsed.js';
import { oneOf, quote, unknownName } from '../../resource/wording.js';
import type { Existing } from '../project/existing.js';
import { type Resources, resolvedWith } from './resources.js';

/**
 * What becomes of all resources when one gets an action.
 *
 * @throws UsageError where it cannot have it, or has another one of that name.
 */
export function withAction(resource: Resource, action: ParsedAction, existing: Existing): Resources {
  const parsed = parsedOf(resource);
  const others = (parsed.actions ?? []).filter(({ name }) => name !== action.name);
  const actions = checkedActions([...others, action]);
  const resources = resolvedWith([{ ...parsed, actions }], existing);
  const before = resource.actions?.find(({ name }) => name === action.name);
  if (before === undefined) return resources;
  const after = resources[resource.name]?.actions?.find(({ name }) => name === action.name);
  if (isDeepStrictEqual(before, after)) return existing.manifest.resources;
  throw new UsageError(
    `${resource.name} has another action ${action.name} already.`,
    `Remove it first, plinth remove action ${resource.name} ${action.name}, or change it in the spec: plinth spec > plinth.yaml, then plinth apply.`,
    { code: 'exists' },
  );
}

/**
 * What becomes of all resources when one loses an action.
 *
 * @throws UsageError where it has not got it.
 */
export function withoutAction(resource: Resource, name: string, existing: Existing): Resources {
  const known = (resource.actions ?? []).map((action) => action.name);
  if (!known.includes(name))
    throw unknownName(
      `${resource.name} has no action ${quote(name)}.`,
      name,
      known,
      known.length === 0 ? 'It has none.' : `Use ${oneOf(known)}.`,
    );
  const { actions = [], ...parsed } = parsedOf(resource);
  const left = actions.filter((action) => action.name !== name);
  return resolvedWith([{ ...parsed, ...(left.length > 0 && { actions: left }) }], existing);
}

/** A resource whose actions call the field with their states something else. */
export const withStatesRenamed = (
  resource: ParsedResource,
  { from, to }: { readonly from: string; readonly to: string },
): ParsedResource => ({
  ...resource,
  ...(resource.actions && {
    actions: resource.actions.map((action) =>
      action.transition?.field === from
        ? { ...action, transition: { ...action.transition, field: to } }
        : action,
    ),
  }),
});
