import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import process from 'node:process';
import type { Fault } from './fault.js';

/** Which part of the faults is planted, as in `2/3`: CI plants another part with each commit. All of them where nothing is said. */
const [part, parts] = partOf(process.env['PLINTH_FAULTS_PART'] ?? '1/1');

/** Those of the part that is planted. A fault stays in its part, whatever is added before it. */
export function ofThisPart(faults: readonly Fault[]): readonly Fault[] {
  return faults.filter(({ item, title }) => {
    const digest = createHash('sha256').update(`${item} ${title}`).digest();
    return digest.readUInt32BE() % parts === part - 1;
  });
}

function partOf(text: string): readonly [number, number] {
  const [one = 0, of = 0] = text.split('/').map(Number);
  assert.ok(one >= 1 && one <= of, `PLINTH_FAULTS_PART is ${text}: give it as in 1/2.`);
  return [one, of];
}
