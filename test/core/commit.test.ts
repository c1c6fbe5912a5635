import { describe, expect, it } from 'vitest';
import { commit, repair } from '../../src/core/commit.js';
import { UserError } from '../../src/core/errors.js';
import type { Disk } from '../../src/ports/disk.js';
import { type Around, watched } from './faulty-disk.mjs';
import { errno, MemoryDisk } from './memory-disk.js';
import { planTo } from './planned.js';

const before = {
  'package.json': '{ "name": "blog" }\n',
  'src/app.ts': 'export const app = 1;\n',
  'src/old/gone.ts': 'export {};\n',
  '.plinth/manifest.json': '{}\n',
};
const after = {
  'src/app.ts': 'export const app = 2;\n',
  'src/modules/posts/post.ts': 'export class Post {}\n',
  'src/modules/posts/post.test.ts': 'test\n',
  'README.md': '# Blog\n',
  'src/old/gone.ts': undefined,
  '.plinth/manifest.json': '{ "plinth": "1" }\n',
};
const plan = () => planTo(before, after);
const asBefore = new MemoryDisk(before).snapshot();
const asAfter = (() => {
  const files = Object.entries({ ...before, ...after }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return new MemoryDisk(Object.fromEntries(files)).snapshot();
})();

/** How many writing operations the whole commit takes. */
async function operations(): Promise<number> {
  let count = 0;
  await commit(
    plan(),
    watched(new MemoryDisk(before), (number, _name, act) => {
      count = number;
      return act();
    }),
  );
  return count;
}
const every = Array.from({ length: await operations() }, (_, index) => index + 1);

/** From the n-th operation on nothing happens any more, as after a SIGKILL; a write is torn in the middle. */
const killedAt =
  (n: number): Around =>
  (number, name, act, args) => {
    if (number < n) return act();
    throw new Error(number === n && name === 'write' ? `torn ${String(args[0])}` : 'dead');
  };

async function killed(disk: MemoryDisk, n: number, torn: boolean): Promise<void> {
  const dying = watched(disk, (number, name, act, args) => {
    if (torn && number === n && name === 'write') disk.put(String(args[0]), String(args[1]).slice(0, 7));
    return killedAt(n)(number, name, act, args);
  });
  await commit(plan(), dying).catch(() => undefined);
}

const growing: readonly string[] = ['write', 'makeFolder', 'keep'];

/** For every n: what became of the disk and the commit when the operations that `fails` names failed. */
async function outcomes(fails: (number: number, name: string, n: number) => boolean, code: string) {
  const tries = every.map(async (n) => {
    const disk = new MemoryDisk(before);
    const faulty = watched(disk, (number, name, act, args) => {
      if (fails(number, name, n)) throw errno(code, String(args[0]));
      return act();
    });
    const reason: unknown = await commit(plan(), faulty).catch((error: unknown) => error);
    if (reason !== undefined) expect(reason).toBeInstanceOf(UserError);
    return { n, disk, error: reason instanceof Error ? reason.message : undefined };
  });
  return Promise.all(tries);
}

describe('a commit', () => {
  it('brings the disk to exactly what was planned and leaves nothing lying about', async () => {
    const disk = new MemoryDisk(before);
    await commit(plan(), disk);
    expect(disk.snapshot()).toEqual(asAfter);
    expect(await repair(disk)).toBeUndefined();
  });

  it('of nothing touches nothing', async () => {
    const disk = new MemoryDisk(before);
    const untouched = watched(disk, (_number, name) => {
      throw new Error(`${name} was called`);
    });
    await commit(planTo(before, {}), untouched);
    expect(disk.snapshot()).toEqual(asBefore);
  });

  it('keeps the mode of the files it replaces', async () => {
    const disk = new MemoryDisk(before);
    disk.put('src/app.ts', before['src/app.ts'], 0o755);
    await commit(plan(), disk);
    expect(disk.snapshot()['src/app.ts']).toBe(`755 ${after['src/app.ts']}`);
  });

  it('refuses read-only files, all of them by name, and writes nothing', async () => {
    const disk = new MemoryDisk(before);
    disk.put('src/app.ts', before['src/app.ts'], 0o444);
    disk.put('src/old/gone.ts', before['src/old/gone.ts'], 0o555);
    const found = disk.snapshot();
    await expect(commit(plan(), disk)).rejects.toThrow('src/app.ts, src/old/gone.ts are read-only');
    expect(disk.snapshot()).toEqual(found);
  });

  it('leaves no .plinth folder where there was none', async () => {
    const disk = new MemoryDisk({ a: '1' });
    await commit(planTo({ a: '1' }, { a: '2' }), disk);
    expect(disk.snapshot()).toEqual(new MemoryDisk({ a: '2' }).snapshot());
  });
});

describe('a file that changed since the plan was made', () => {
  const cases: readonly [string, (disk: MemoryDisk) => void][] = [
    ['src/app.ts', (disk) => disk.put('src/app.ts', 'edited meanwhile')],
    ['README.md', (disk) => disk.put('README.md', 'made meanwhile')],
    ['src/app.ts', (disk) => disk.remove('src/app.ts')],
  ];

  it.each(cases)('stops the commit, which names %s and writes nothing', async (path, meddle) => {
    const disk = new MemoryDisk(before);
    meddle(disk);
    const found = disk.snapshot();
    await expect(commit(plan(), disk)).rejects.toThrow(`${path} has changed while Plinth was planning`);
    expect(disk.snapshot()).toEqual(found);
  });

  it('stops it too when the plan only read that file', async () => {
    const reading = planTo(before, { 'README.md': 'new' });
    reading.project.read('package.json');
    const disk = new MemoryDisk(before);
    disk.put('package.json', '{}');
    await expect(commit(reading, disk)).rejects.toThrow('package.json has changed');
  });

  it('stops it even while the new files are being staged', async () => {
    const disk = new MemoryDisk(before);
    const meddled = watched(disk, (_number, name, act, args) => {
      if (name === 'write' && String(args[0]).includes('README')) disk.put('src/app.ts', 'edited meanwhile');
      return act();
    });
    await expect(commit(plan(), meddled)).rejects.toThrow('src/app.ts has changed');
    const expected = new MemoryDisk({ ...before, 'src/app.ts': 'edited meanwhile' });
    expect(disk.snapshot()).toEqual(expected.snapshot());
  });
});

describe('at every single writing operation', () => {
  it.each([false, true])(
    'a kill (torn write: %s) leaves the project as before or as after, once repaired',
    async (torn) => {
      for (const n of every) {
        const disk = new MemoryDisk(before);
        await killed(disk, n, torn);
        const clean = [asBefore, asAfter].some(
          (state) => JSON.stringify(state) === JSON.stringify(disk.snapshot()),
        );
        const sentence = await repair(disk);
        expect([asBefore, asAfter], `operation ${n}`).toContainEqual(disk.snapshot());
        expect(sentence?.slice(0, 32), `operation ${n}`).toBe(
          clean ? undefined : 'The last run of Plinth was stopp',
        );
        expect(await repair(disk), `operation ${n}`).toBeUndefined();
      }
    },
  );

  it('a kill of the repair as well is repaired by the next one', async () => {
    for (const n of every) {
      for (let m = 1; m < 30; m += 1) {
        const disk = new MemoryDisk(before);
        await killed(disk, n, false);
        await repair(watched(disk, killedAt(m))).catch(() => undefined);
        await repair(disk);
        expect([asBefore, asAfter], `operation ${n}, then ${m}`).toContainEqual(disk.snapshot());
      }
    }
  });

  it('a disk that stays full leaves the project as before, and the error says so', async () => {
    const full = await outcomes((number, name, n) => number >= n && growing.includes(name), 'ENOSPC');
    for (const { n, disk, error } of full) {
      expect(disk.snapshot(), `operation ${n}`).toEqual(error === undefined ? asAfter : asBefore);
      if (error !== undefined) expect(error).toMatch(/Cannot write [^:]+: the disk is full \(ENOSPC\)\./);
    }
    expect(full.filter(({ error }) => error !== undefined).length).toBeGreaterThan(10);
  });

  it('an error of the disk leaves the project as before, or everything done', async () => {
    const broken = await outcomes((number, _name, n) => number === n, 'EIO');
    for (const { n, disk, error } of broken) {
      await repair(disk);
      expect(disk.snapshot(), `operation ${n}`).toEqual(error === undefined ? asAfter : asBefore);
      if (error !== undefined) expect(error).toContain('the disk reported an error (EIO)');
    }
    expect(broken.filter(({ error }) => error !== undefined).length).toBeGreaterThan(20);
  });
});

describe('an error names the file the user knows', () => {
  it('not the staged one beside it', async () => {
    const disk: Disk = watched(new MemoryDisk(before), (_number, name, act, args) => {
      if (name === 'write' && String(args[0]).includes('app.ts')) throw errno('EACCES', String(args[0]));
      return act();
    });
    await expect(commit(plan(), disk)).rejects.toThrow(
      'Cannot write src/app.ts: there is no permission to write there (EACCES).',
    );
  });
});

describe('a repair', () => {
  /** Dead when every file but the manifest was in place. */
  const halfWay = async () => {
    const disk = new MemoryDisk(before);
    let dead = false;
    const dying = watched(disk, (_number, name, act, args) => {
      dead ||= name === 'rename' && args[1] === '.plinth/manifest.json';
      if (dead) throw new Error('dead');
      return act();
    });
    await commit(plan(), dying).catch(() => undefined);
    return disk;
  };

  it('leaves alone what somebody wrote in the meantime, and names it', async () => {
    const disk = await halfWay();
    disk.put('src/app.ts', 'mine\n');
    expect(await repair(disk)).toContain('changed them: src/app.ts');
    expect(disk.snapshot()).toEqual(new MemoryDisk({ ...before, 'src/app.ts': 'mine\n' }).snapshot());
  });

  it('never deletes a new file that is not the one Plinth was about to write', async () => {
    const disk = await halfWay();
    disk.put('README.md', 'mine\n');
    await repair(disk);
    expect(disk.snapshot()['README.md']).toBe('644 mine\n');
  });

  it('does not take back the work of a run that is still going on', async () => {
    const disk = await halfWay();
    const other = new Proxy(disk, {
      get: (target, name) => (name === 'pid' ? 99 : Reflect.get(target, name).bind?.(target)),
    });
    const found = disk.snapshot();
    await expect(repair(other)).rejects.toThrow('Another run of Plinth is changing this project');
    expect(disk.snapshot()).toEqual(found);
  });

  it('is asked for by a commit that finds a journal', async () => {
    const disk = await halfWay();
    await expect(commit(plan(), disk)).rejects.toThrow('Another run of Plinth has not finished');
  });

  it('refuses a journal it does not know, rather than guess', async () => {
    const disk = new MemoryDisk({ ...before, '.plinth/journal.json': '{"version":9}' });
    await expect(repair(disk)).rejects.toThrow(
      '.plinth/journal.json is not a journal this version of Plinth knows',
    );
  });
});
