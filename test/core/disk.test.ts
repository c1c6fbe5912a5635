import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { commit } from '../../src/core/commit.js';
import { UserError } from '../../src/core/errors.js';
import { Project } from '../../src/core/project.js';
import type { Disk } from '../../src/ports/disk.js';
import { diskSource } from '../../src/ports/disk-source.js';
import { nodeDisk, placeOf } from '../../src/ports/node-disk.js';
import { MemoryDisk } from './memory-disk.js';
import { planOf } from './planned.js';

let folder: string;
let root: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plinth-disk-'));
  root = join(folder, 'project');
  mkdirSync(root);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

const put = (path: string, content: string | Uint8Array): void => {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), content);
};
const textOf = (bytes: Uint8Array | undefined) => bytes && new TextDecoder().decode(bytes);
const codeOf = (act: () => void): string => {
  try {
    act();
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
  return 'none';
};

const disks: readonly [string, () => Disk][] = [
  ['the real disk', () => nodeDisk(root)],
  ['the disk of the tests', () => new MemoryDisk()],
];

describe.each(disks)('%s', (_, open) => {
  it('knows how long ago a file was written', () => {
    const disk = open();
    disk.write('a', 'a');
    expect(disk.age('a')).toBeLessThan(10_000);
    expect([disk.age('none'), disk.age('a/none')]).toEqual([undefined, undefined]);
    expect(disk.runs(disk.pid)).toBe(true);
  });

  it('writes what it reads, and lists it', () => {
    const disk = open();
    disk.makeFolder('src');
    disk.write('src/b.ts', 'b');
    disk.flush('src/b.ts');
    disk.write('src/a.ts', 'a');
    disk.flush('src');
    expect(codeOf(() => disk.flush('none'))).toBe('ENOENT');
    expect(textOf(disk.read('src/a.ts'))).toBe('a');
    expect([disk.list('src'), disk.list('')]).toEqual([['a.ts', 'b.ts'], ['src']]);
    expect([disk.read('src'), disk.read('none'), disk.read('src/a.ts/x'), disk.list('none')]).toEqual(
      Array(4).fill(undefined),
    );
    expect(textOf(disk.at('src').read('a.ts'))).toBe('a');
  });

  it('never overwrites by writing, and never makes folders on the way', () => {
    const disk = open();
    disk.write('a', '1');
    expect(codeOf(() => disk.write('a', '2'))).toBe('EEXIST');
    expect(codeOf(() => disk.write('x/a', '2'))).toBe('ENOENT');
    expect(codeOf(() => disk.makeFolder('x/y'))).toBe('ENOENT');
    expect(codeOf(() => disk.makeFolder('a'))).toBe('EEXIST');
    expect(textOf(disk.read('a'))).toBe('1');
  });

  it('keeps a second name of a file while the first is replaced', () => {
    const disk = open();
    disk.write('a', 'old');
    disk.keep('a', 'a-old');
    expect(codeOf(() => disk.keep('a', 'a-old'))).toBe('EEXIST');
    disk.write('a-new', 'new', { like: 'a' });
    disk.rename('a-new', 'a');
    expect([textOf(disk.read('a')), textOf(disk.read('a-old')), disk.read('a-new')]).toEqual([
      'new',
      'old',
      undefined,
    ]);
  });

  it('moves a folder to a free name only', () => {
    const disk = open();
    for (const name of ['one', 'two']) disk.makeFolder(name);
    disk.write('one/a', 'a');
    disk.write('two/b', 'b');
    expect(codeOf(() => disk.rename('one', 'two'))).toBe('ENOTEMPTY');
    disk.rename('one', 'three');
    expect([textOf(disk.read('three/a')), disk.list('one')]).toEqual(['a', undefined]);
  });

  it('removes what is there, and only empty folders', () => {
    const disk = open();
    disk.makeFolder('a');
    disk.write('a/x', 'x');
    expect(disk.removeFolder('a')).toBe(false);
    disk.remove('a/x/y');
    disk.remove('a/x');
    disk.remove('a/x');
    expect([disk.removeFolder('a'), disk.removeFolder('a')]).toEqual([true, false]);
    disk.makeFolder('b');
    disk.write('b/x', 'x');
    disk.removeTree('b');
    disk.removeTree('b');
    expect(disk.list('')).toEqual([]);
  });
});

describe('a path that leads outside', () => {
  const touch: readonly [string, (disk: Disk, path: string) => unknown][] = [
    ['read', (disk, path) => disk.read(path)],
    ['list', (disk, path) => disk.list(path)],
    ['written', (disk, path) => disk.write(path, 'x')],
    ['removed', (disk, path) => disk.remove(path)],
    ['removed with all in it', (disk, path) => disk.removeTree(path)],
    ['made', (disk, path) => disk.makeFolder(path)],
    ['moved', (disk, path) => disk.rename('inside', path)],
    ['kept', (disk, path) => disk.keep('inside', path)],
  ];

  it.each(touch)('is never %s', (_, act) => {
    put('inside', 'x');
    writeFileSync(join(folder, 'secret'), 's');
    symlinkSync(folder, join(root, 'link'));
    for (const path of ['../secret', 'link/secret', 'link/secret/deeper', 'src/../../secret']) {
      expect(() => act(nodeDisk(root), path), path).toThrow('leads outside');
    }
    expect(readFileSync(join(folder, 'secret'), 'utf8')).toBe('s');
  });

  it('is not read through a link to a file', () => {
    writeFileSync(join(folder, 'secret'), 's');
    symlinkSync(join(folder, 'secret'), join(root, 'link'));
    expect(() => nodeDisk(root).read('link')).toThrow('link leads outside');
    expect(diskSource(root).list('')).toEqual([]);
  });

  it('is not one only because the project itself is reached through a link', () => {
    put('a', '1');
    symlinkSync(root, join(folder, 'alias'));
    expect(textOf(nodeDisk(join(folder, 'alias')).read('a'))).toBe('1');
  });
});

describe('the files of a project', () => {
  it('are listed without what is not its source', () => {
    for (const path of ['src/a.ts', 'src/deep/b.ts', 'README.md', '.github/ci.yml']) put(path, 'x');
    for (const path of [
      'node_modules/x/i.js',
      '.git/HEAD',
      'dist/a.js',
      'coverage/x',
      '.data/pg',
      '.plinth/manifest.json',
      'packages/a/node_modules/i.js',
    ])
      put(path, 'x');
    symlinkSync(join(root, 'src'), join(root, 'linked'));
    symlinkSync(join(root, 'README.md'), join(root, 'AGENTS.md'));
    const source = diskSource(root);
    expect([...source.list('')].sort()).toEqual([
      '.github/ci.yml',
      'AGENTS.md',
      'README.md',
      'src/a.ts',
      'src/deep/b.ts',
    ]);
    expect([...source.list('src')].sort()).toEqual(['src/a.ts', 'src/deep/b.ts']);
    expect(source.list('nowhere')).toEqual([]);
    expect(source.read('.plinth/manifest.json')).toBe('x');
  });

  it('are read as they are: byte order mark and line ends included', () => {
    put('a.ts', '\uFEFFa\r\n');
    expect(diskSource(root).read('a.ts')).toBe('\uFEFFa\r\n');
  });
});

describe('a commit on the real disk', () => {
  it('keeps the mode, follows a link inside the project, and leaves nothing behind', async () => {
    put('run.sh', 'one\n');
    chmodSync(join(root, 'run.sh'), 0o750);
    // Only root may give a file away.
    const owner = process.getuid?.() === 0 ? 1234 : (process.getuid?.() ?? 0);
    if (owner === 1234) chownSync(join(root, 'run.sh'), owner, owner);
    put('AGENTS.md', 'agents\n');
    symlinkSync('AGENTS.md', join(root, 'CLAUDE.md'));
    const project = Project.over(diskSource(root));
    await commit(
      planOf(project.write('run.sh', 'two\n').write('CLAUDE.md', 'both\n').write('src/x.ts', 'x')),
      nodeDisk(root),
    );
    expect(statSync(join(root, 'run.sh')).mode & 0o777).toBe(0o750);
    expect(statSync(join(root, 'run.sh')).uid).toBe(owner);
    expect(readFileSync(join(root, 'AGENTS.md'), 'utf8')).toBe('both\n');
    expect(nodeDisk(root).list('')).toEqual(['AGENTS.md', 'CLAUDE.md', 'run.sh', 'src']);
  });

  it('reads a file a second time only where it may have changed, and refuses one that has', async () => {
    put('a.ts', 'one\n');
    put('b.ts', 'one\n');
    put('c.ts', 'one\n');
    // Times of a file that was written just now tell nothing.
    expect(nodeDisk(root).stamp('a.ts')).toBeUndefined();
    const now = Date.now();
    vi.spyOn(Date, 'now').mockReturnValue(now + 3_000);
    const source = diskSource(root);
    const project = Project.over(source);
    const plan = planOf(project.write('b.ts', `// ${project.read('a.ts')} ${project.read('c.ts')}`));
    expect(['a.ts', 'b.ts', 'none.ts'].map((path) => source.isUntouched?.(path))).toEqual([
      true,
      true,
      false,
    ]);
    const disk = nodeDisk(root);
    const read = vi.spyOn(disk, 'read');
    // Of the same size, and of the time that it had.
    const { atime, mtime } = statSync(join(root, 'a.ts'));
    writeFileSync(join(root, 'a.ts'), 'two\n');
    utimesSync(join(root, 'a.ts'), atime, mtime);
    expect(source.isUntouched?.('a.ts')).toBe(false);
    await expect(commit(plan, disk)).rejects.toThrow('a.ts has changed while Plinth was planning');
    expect(read.mock.calls.map(([path]) => path)).not.toContain('c.ts');
    expect(readFileSync(join(root, 'b.ts'), 'utf8')).toBe('one\n');
  });

  it('says of a file that cannot be read which one it is', () => {
    symlinkSync('a.ts', join(root, 'a.ts'));
    expect(() => diskSource(root).read('a.ts')).toThrow(
      new UserError('Cannot read a.ts (ELOOP).', 'Fix that, then run the command again.'),
    );
  });

  it('leaves a read-only file alone, also for root', async () => {
    put('run.sh', 'one\n');
    chmodSync(join(root, 'run.sh'), 0o444);
    const project = Project.over(diskSource(root)).write('run.sh', 'two\n');
    await expect(commit(planOf(project), nodeDisk(root))).rejects.toThrow('run.sh is read-only');
    expect(readFileSync(join(root, 'run.sh'), 'utf8')).toBe('one\n');
  });

  it('refuses to edit a file that is not UTF-8, because its bytes would be lost', async () => {
    put('a.ts', Uint8Array.of(0x63, 0xe9, 0x0a));
    const project = Project.over(diskSource(root));
    const plan = planOf(project.write('a.ts', `${project.read('a.ts')}more`));
    await expect(commit(plan, nodeDisk(root))).rejects.toThrow('a.ts is not a UTF-8 text file');
    expect([...readFileSync(join(root, 'a.ts'))]).toEqual([0x63, 0xe9, 0x0a]);
  });

  it('says in words why it cannot write', async () => {
    put('src', 'a file');
    const plan = planOf(Project.empty().write('src/app.ts', 'x'));
    await expect(commit(plan, nodeDisk(root))).rejects.toThrow(
      /Cannot write src.*: (a file is where a folder should be|it is there already)/,
    );
    expect(nodeDisk(root).list('')).toEqual(['src']);
  });
});

describe('the place of a new project', () => {
  it('is the nearest folder that exists, and the rest of the way', () => {
    expect(placeOf(join(root, 'a/b'))).toEqual({ parent: root, folder: 'a/b' });
    expect(placeOf(root)).toEqual({ parent: folder, folder: 'project' });
  });
});
