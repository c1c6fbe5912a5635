import { describe, expect, it } from 'vitest';
import { commit, repair } from '../../src/core/commit.js';
import type { Plan } from '../../src/core/plan.js';
import { type Around, watched } from '../core/faulty-disk.mjs';
import { MemoryDisk } from '../core/memory-disk.js';
import { blog } from './blog.js';
import {
  fieldAddition,
  fieldChange,
  fieldRemoval,
  fieldRename,
  type Files,
  indexAddition,
  recorded,
  resourceRemoval,
  resourceRename,
  roleChange,
  rulesChange,
  undoing,
} from './planning.js';

interface Case {
  readonly files: Files;
  readonly plan: Plan;
}

const onBlog = (plan: (files: Files) => Promise<Plan>) => async (): Promise<Case> => {
  const files = await blog();
  return { files, plan: await plan(files) };
};

/** The commands that change what is there, as they are planned; what adds and creates is killed on a real disk (`kill.test.ts`). */
const commands: readonly (readonly [command: string, plan: () => Promise<Case>])[] = [
  ['add field', onBlog((files) => fieldAddition(files, 'Post', ['subtitle:string:optional']))],
  ['change field', onBlog((files) => fieldChange(files, 'Post', 'title', { max: '300' }))],
  ['change resource', onBlog((files) => rulesChange(files, 'Tag', { softDelete: true }))],
  ['change resource', onBlog((files) => rulesChange(files, 'Post', { allVisible: true }))],
  ['rename field', onBlog((files) => fieldRename(files, 'Post', ['content', 'words']))],
  ['remove field', onBlog((files) => fieldRemoval(files, 'Post', ['slug']))],
  [
    'add index',
    onBlog((files) => indexAddition(files, 'Post', { kind: 'indexes', list: ['title', 'createdAt'] })),
  ],
  ['rename resource', onBlog((files) => resourceRename(files, ['Tag', 'Label']))],
  ['remove resource', onBlog((files) => resourceRemoval(files, 'Comment'))],
  ['add role', onBlog((files) => roleChange(files, { reviewer: ['posts:update'] }))],
  [
    'undo',
    async () => {
      const files = recorded(await resourceRename(await blog(), ['Tag', 'Label'], 1), 1);
      return { files, plan: await undoing(files, { seconds: 2, keep: false }) };
    },
  ],
];

/** From the n-th writing operation on nothing happens any more, as after a SIGKILL; a write is torn in the middle. */
const killedAt =
  (n: number, disk: MemoryDisk): Around =>
  (number, name, act, args) => {
    if (number < n) return act();
    if (number === n && name === 'write') disk.put(String(args[0]), String(args[1]).slice(0, 7));
    throw new Error('dead');
  };

describe('killed at any writing operation', () => {
  it.each(commands)('%s leaves the project as before or as after, once repaired', async (_, planned) => {
    const { files, plan } = await planned();
    const fresh = () => new MemoryDisk(Object.fromEntries(files));
    const whole = fresh();
    let operations = 0;
    const counted: Around = (number, _name, act) => {
      operations = number;
      return act();
    };
    await commit(plan, watched(whole, counted));
    const [asBefore, asAfter] = [JSON.stringify(fresh().snapshot()), JSON.stringify(whole.snapshot())];
    expect(asAfter).not.toBe(asBefore);

    const ended = new Map<string, number>();
    for (let n = 1; n <= operations; n += 1) {
      const disk = fresh();
      await commit(plan, watched(disk, killedAt(n, disk))).catch(() => undefined);
      await repair(disk);
      const state = JSON.stringify(disk.snapshot());
      expect([asBefore, asAfter].includes(state), `operation ${n} of ${operations}`).toBe(true);
      ended.set(state, (ended.get(state) ?? 0) + 1);
    }
    expect(ended.size).toBe(2);
  });
});
