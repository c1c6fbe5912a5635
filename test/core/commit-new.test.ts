import { describe, expect, it } from 'vitest';
import { commitNew } from '../../src/core/commit.js';
import { type Around, watched } from './faulty-disk.mjs';
import { errno, MemoryDisk } from './memory-disk.js';
import { planTo } from './planned.js';

const files = {
  'package.json': '{}\n',
  'src/app.ts': 'app\n',
  'src/deep/er/x.ts': 'x\n',
  '.plinth/manifest.json': '{}\n',
};
const plan = () => planTo({}, files);
const below = (folder: string, others: Readonly<Record<string, string>> = {}) =>
  new MemoryDisk({
    ...others,
    ...Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text])),
  }).snapshot();
const neighbour = { 'notes.txt': 'mine' };

async function operations(disk: MemoryDisk): Promise<readonly number[]> {
  let count = 0;
  await commitNew(
    plan(),
    watched(disk, (number, _name, act) => {
      count = number;
      return act();
    }),
    'blog',
  );
  return Array.from({ length: count }, (_, index) => index + 1);
}

const killedAt =
  (n: number): Around =>
  (number, _name, act) => {
    if (number >= n) throw new Error('dead');
    return act();
  };

describe('creating a project', () => {
  it('makes the folder with exactly the planned files', async () => {
    const disk = new MemoryDisk(neighbour);
    await commitNew(plan(), disk, 'blog');
    expect(disk.snapshot()).toEqual(below('blog', neighbour));
  });

  it('makes the folders on the way', async () => {
    const disk = new MemoryDisk(neighbour);
    disk.makeFolder('work');
    await commitNew(plan(), disk, 'work/apis/blog');
    expect(disk.snapshot()).toEqual(below('work/apis/blog', neighbour));
  });

  it('fills an empty folder that is there', async () => {
    const disk = new MemoryDisk(neighbour);
    disk.makeFolder('blog');
    await commitNew(plan(), disk, 'blog');
    expect(disk.snapshot()).toEqual(below('blog', neighbour));
  });

  it('refuses a folder that holds something, and says what', async () => {
    const disk = new MemoryDisk({ 'blog/one.txt': '1', 'blog/two.txt': '2' });
    const found = disk.snapshot();
    await expect(commitNew(plan(), disk, 'blog')).rejects.toThrow(
      'The folder blog is not empty: it holds one.txt, two.txt.',
    );
    expect(disk.snapshot()).toEqual(found);
  });

  it('refuses a place where a file is', async () => {
    const disk = new MemoryDisk({ blog: 'a file' });
    const found = disk.snapshot();
    await expect(commitNew(plan(), disk, 'blog')).rejects.toThrow('a file is where a folder should be');
    expect(disk.snapshot()).toEqual(found);
  });
});

describe('killed at any operation', () => {
  it('a new folder is complete or not there, and the next create tidies up', async () => {
    for (const n of await operations(new MemoryDisk(neighbour))) {
      const disk = new MemoryDisk(neighbour);
      await commitNew(plan(), watched(disk, killedAt(n)), 'blog').catch(() => undefined);
      const complete = disk.list('blog') !== undefined;
      if (complete) expect(disk.snapshot(), `operation ${n}`).toEqual(below('blog', neighbour));
      else await commitNew(plan(), disk, 'blog');
      expect(disk.snapshot(), `operation ${n}`).toEqual(below('blog', neighbour));
    }
  });

  it('an empty folder is filled by the next create', async () => {
    const empty = () => {
      const disk = new MemoryDisk(neighbour);
      disk.makeFolder('blog');
      return disk;
    };
    for (const n of await operations(empty())) {
      const disk = empty();
      await commitNew(plan(), watched(disk, killedAt(n)), 'blog').catch(() => undefined);
      // Where it was complete already, this one refuses, but sweeps up first.
      await commitNew(plan(), disk, 'blog').catch(() => undefined);
      expect(disk.snapshot(), `operation ${n}`).toEqual(below('blog', neighbour));
    }
  });
});

it('a disk that runs full leaves nothing behind', async () => {
  const growing = ['write', 'makeFolder'];
  for (const n of await operations(new MemoryDisk(neighbour))) {
    const disk = new MemoryDisk(neighbour);
    const full = watched(disk, (number, name, act, args) => {
      if (number >= n && growing.includes(name)) throw errno('ENOSPC', String(args[0]));
      return act();
    });
    const reason: unknown = await commitNew(plan(), full, 'blog').catch((error: unknown) => error);
    const expected = reason === undefined ? below('blog', neighbour) : new MemoryDisk(neighbour).snapshot();
    expect(disk.snapshot(), `operation ${n}`).toEqual(expected);
    if (reason !== undefined) expect(String(reason)).toContain('the disk is full (ENOSPC)');
  }
});

it('leaves alone what only looks like its own temporary folder', async () => {
  const disk = new MemoryDisk({
    '.blog.plinth-notes/x': 'mine',
    '.blogs.plinth-0123456789ab/x': 'mine',
    '.blog.plinth-0123456789ab/x': 'ours',
  });
  await commitNew(plan(), disk, 'blog');
  expect(disk.list('')).toEqual(['.blog.plinth-notes', '.blogs.plinth-0123456789ab', 'blog']);
});

it('two at once: one of them creates the project, the other is told', async () => {
  for (const n of await operations(new MemoryDisk(neighbour))) {
    const disk = new MemoryDisk(neighbour);
    // Another process, which is still alive, whenever this one is about to do something.
    const other = Object.assign(Object.create(disk) as MemoryDisk, { pid: 2 });
    disk.alive.add(2);
    const ends: (string | undefined)[] = [];
    const meddled = watched(disk, (number, _name, act) => {
      if (number === n)
        void commitNew(plan(), other, 'blog').then(
          () => ends.push(undefined),
          (error) => ends.push(String(error)),
        );
      return act();
    });
    await commitNew(plan(), meddled, 'blog').then(
      () => ends.push(undefined),
      (error) => ends.push(String(error)),
    );
    await Promise.resolve();
    expect(disk.snapshot(), `operation ${n}`).toEqual(below('blog', neighbour));
    const told = ends.flatMap((end) => end ?? []);
    expect(told, `operation ${n}`).toHaveLength(1);
    expect(told[0]).toMatch(/was made by somebody else|is not empty|blog/);
  }
});
