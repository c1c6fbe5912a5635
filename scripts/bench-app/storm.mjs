import { setTimeout as delay } from 'node:timers/promises';
import { load } from './processes.mjs';

const percentile99 = (times) => times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)];

/** The 99th percentile of the answers to those who ask for each path, while many ask for something else. */
export async function answersInStorm({ url }, storm, { seconds, paths, headers }) {
  const times = new Map(paths.map((path) => [path, []]));
  const under = load(`${url}${storm.path}`, {
    seconds: Math.max(5, seconds),
    connections: 40,
    ...storm.load,
  });
  let over = false;
  void under.finally(() => (over = true));
  while (!over) {
    for (const path of paths) {
      const began = performance.now();
      const answer = await fetch(`${url}${path}`, { headers });
      await answer.text();
      if (!answer.ok) throw new Error(`${path} while many ask for ${storm.path}: ${answer.status}`);
      times.get(path).push(performance.now() - began);
    }
    await delay(20);
  }
  return new Map([...times].map(([path, all]) => [path, percentile99(all)]));
}
