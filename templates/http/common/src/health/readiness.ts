import type { AppContext } from '../context.js';

const TIMEOUT_MS = 2_000;

interface Needed {
  readonly name: string;
  readonly ping: () => Promise<unknown>;
}

/** Asks every server that requests need, all at once; undefined when each has answered in time. */
export async function whyNotReady({
  dataSource,
  connections,
}: Pick<AppContext, 'dataSource' | 'connections'>): Promise<string | undefined> {
  const database = { name: 'The database', ping: () => dataSource.query('SELECT 1') };
  const needed: readonly Needed[] = [database, ...connections];
  const answers = await Promise.all(needed.map(answersInTime));
  const missed = needed.find((_one, index) => !answers[index]);
  return missed && `${missed.name} does not answer.`;
}

async function answersInTime({ ping }: Needed): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(reject, TIMEOUT_MS);
  });
  try {
    await Promise.race([ping(), timeout]);
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
