import { AppError } from './errors.js';

/** British, for a list without a comma before "or". */
const either = new Intl.ListFormat('en-GB', { type: 'disjunction' });

/** To be called under the row's lock: of two requests at the same time, the second finds the state that the first has left. */
export function checkState<State extends string>(
  field: string,
  state: State | null,
  allowed: readonly State[],
): void {
  if (state !== null && allowed.includes(state)) return;
  const needed = either.format(allowed);
  throw new AppError(
    'conflict',
    `Its ${field} is ${state ?? 'not set'}, and this needs ${needed}.`,
  );
}
