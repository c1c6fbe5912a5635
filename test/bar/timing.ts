type Attempts = Readonly<Record<string, () => Promise<unknown>>>;

const TOLERANCE = 1.25;

/**
 * The median times of attempts that should take equally long, in ms, unless they do. What else runs on the machine may differ once, so
 * that a difference is measured again; work that one attempt is spared differs always.
 *
 * @param tries of each attempt; the shorter they are, the more of them it takes.
 */
export async function flawsOfTime(attempts: Attempts, tries = 30): Promise<readonly string[]> {
  const flaws = await flawsOf(attempts, tries);
  return flaws.length > 0 ? flawsOf(attempts, 2 * tries) : flaws;
}

/** One try of each after the other, so that a slow moment of the machine meets all of them. */
async function flawsOf(attempts: Attempts, tries: number): Promise<readonly string[]> {
  const entries = Object.entries(attempts);
  const times = new Map(entries.map(([name]) => [name, [] as number[]]));
  for (let index = 0; index < tries; index += 1) {
    const from = index % entries.length;
    for (const [name, attempt] of [...entries.slice(from), ...entries.slice(0, from)]) {
      const started = performance.now();
      await attempt();
      times.get(name)?.push(performance.now() - started);
    }
  }
  const medians = [...times].map(([name, all]) => ({ name, ms: median(all) }));
  const all = medians.map(({ ms }) => ms);
  if (Math.max(...all) <= Math.min(...all) * TOLERANCE) return [];
  return medians.map(({ name, ms }) => `median time of ${name}: ${ms.toFixed(1)} ms`);
}

const median = (values: readonly number[]): number =>
  values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0;
