import { UsageError } from '../core/errors.js';
import type { GraphContext } from './graph.js';
import type { ParsedField, ParsedResource } from './parsed.js';
import { suggestion } from './wording.js';

/** Refuses a relation to an entity that is not there, naming the ones that are. */
export function checkTargets(wanted: readonly ParsedResource[], context: GraphContext): void {
  const known = [...new Set([...wanted.map(({ name }) => name), ...context.entities.keys()])];
  for (const { name, fields } of wanted) {
    for (const field of fields) {
      if (field.kind !== 'scalar' && !known.includes(field.target))
        throw missing(name, field, known, context);
    }
  }
}

type Relation = Exclude<ParsedField, { kind: 'scalar' }>;

function missing(
  owner: string,
  { name, target }: Relation,
  known: readonly string[],
  { auth }: GraphContext,
): UsageError {
  const what = `${owner}.${name} points at ${target}, and there is no such entity.`;
  if (target === 'User' && !auth) {
    return new UsageError(
      what,
      'Users come with auth: `plinth add feature auth-jwt`, or `--features auth-jwt` when creating.',
    );
  }
  return new UsageError(what, suggestion(target, known, `There is ${known.join(', ')}.`));
}
