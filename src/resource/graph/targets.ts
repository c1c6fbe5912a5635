import { UsageError } from '../../core/errors.js';
import type { GraphContext } from './context.js';
import type { ParsedField, ParsedResource } from '../parsed.js';
import { suggestion } from '../wording.js';

/** The relations to entities that are not there; each mistake names the entities that are. */
export function missingTargets(
  wanted: readonly ParsedResource[],
  context: GraphContext,
): readonly UsageError[] {
  const known = [...new Set([...wanted.map(({ name }) => name), ...context.entities.keys()])];
  return wanted.flatMap(({ name, fields }) =>
    fields
      .filter((field) => field.kind !== 'scalar')
      .filter((field) => !known.includes(field.target))
      .map((field) => missing(name, field, known, context)),
  );
}

type Relation = Exclude<ParsedField, { kind: 'scalar' }>;

function missing(
  owner: string,
  { name, target }: Relation,
  known: readonly string[],
  { auth }: GraphContext,
): UsageError {
  const what = `${owner}.${name} points to ${target}, but there is no such entity.`;
  if (target === 'User' && !auth) {
    return new UsageError(
      what,
      'Users come with auth: `plinth add feature auth-jwt`, or `--features auth-jwt` when creating.',
    );
  }
  return new UsageError(
    what,
    suggestion(
      target,
      known,
      known.length === 0 ? 'There are no entities yet.' : `Known entities: ${known.join(', ')}.`,
    ),
  );
}
