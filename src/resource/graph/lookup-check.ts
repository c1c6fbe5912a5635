import { UsageError } from '../../core/errors.js';
import { actionError } from '../actions.js';
import { lookupMethod, lookupsOf } from '../lookups.js';
import type { Resource } from '../model.js';
import { servesOf } from '../operations.js';

/** Refuses fields that no row could be found by. */
export function checkLookups(resource: Resource): void {
  const { name, fields, actions = [] } = resource;
  for (const field of lookupsOf(fields)) {
    if (!servesOf(resource).get)
      throw new UsageError(
        `${name}.${field.name} is lookup, but ${name} has no operation "get", so no row is answered with.`,
        'Remove "lookup" (of a field that is there: --not-lookup), or add "get" to the operations.',
      );
    const action = actions.find((one) => one.name === lookupMethod(field.name));
    if (action !== undefined)
      throw actionError(
        `${name}.${action.name}`,
        `is called like the lookup by ${field.name}`,
        'Choose another name.',
      );
  }
}
