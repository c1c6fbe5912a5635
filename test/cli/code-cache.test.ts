import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { codeCache } from '../../src/ports/code-cache.js';
import { type Finished, mustRun, run } from '../support/run.js';

const bin = (name: string) => join(import.meta.dirname, '../../dist/bin', `${name}.js`);
const code = Buffer.from('code');

let base = '';
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'plinth-cache-'));
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const folder = () => join(base, 'plinth');
const only = () => {
  const names = readdirSync(folder());
  expect(names).toHaveLength(1);
  return join(folder(), names[0] ?? '');
};

describe('what V8 made of a program', () => {
  it('is found again, by the same program alone, and by nobody but its owner', () => {
    codeCache('big', 'one', base).write(code);
    expect(codeCache('big', 'one', base).read()).toEqual(code);
    expect(codeCache('big', 'other', base).read()).toBeUndefined();
    expect(statSync(only()).mode & 0o077).toBe(0);
    expect(statSync(folder()).mode & 0o077).toBe(0);
  });

  it.each([
    ['cut off', (whole: Buffer) => whole.subarray(0, -1)],
    ['empty', () => Buffer.alloc(0)],
    ['with a changed byte', (whole: Buffer) => whole.with(-1, (whole.at(-1) ?? 0) ^ 1)],
    ['something else', () => Buffer.from('something else that is longer than a hash alone')],
  ])('is not taken when it is %s, and is replaced', (_, spoil) => {
    const cache = codeCache('big', 'one', base);
    cache.write(code);
    writeFileSync(only(), spoil(readFileSync(only())));
    expect(cache.read()).toBeUndefined();
    cache.write(code);
    expect(cache.read()).toEqual(code);
  });

  it('is not taken for that of another version, whatever its file is called', () => {
    codeCache('big', 'old', base).write(code);
    const old = readFileSync(only());
    rmSync(only());
    codeCache('big', 'new', base).write(code);
    writeFileSync(only(), old);
    expect(codeCache('big', 'new', base).read()).toBeUndefined();
  });

  it('is thrown away after a month, when that of another version is written', () => {
    codeCache('big', 'old', base).write(code);
    const old = only();
    utimesSync(old, new Date(0), new Date(0));
    codeCache('other', 'new', base).write(code);
    expect(existsSync(old)).toBe(true);
    codeCache('big', 'new', base).write(code);
    codeCache('big', 'newer', base).write(code);
    expect(existsSync(old)).toBe(false);
    expect(codeCache('big', 'new', base).read()).toEqual(code);
  });

  it.runIf(process.getuid?.() === 0)('is neither taken from another user nor left in his folder', () => {
    const cache = codeCache('big', 'one', base);
    cache.write(code);
    const uid = process.getuid;
    process.getuid = () => 12345;
    try {
      expect(cache.read()).toBeUndefined();
      codeCache('big', 'two', base).write(code);
      expect(readdirSync(folder())).toHaveLength(1);
    } finally {
      if (uid !== undefined) process.getuid = uid;
    }
  });

  it('is no matter where it cannot be kept', () => {
    writeFileSync(folder(), 'a file in the place of the folder');
    const cache = codeCache('big', 'one', base);
    cache.write(code);
    expect(cache.read()).toBeUndefined();
    const nowhere = codeCache('big', 'one', join(base, 'no/such/folder'));
    nowhere.write(code);
    expect(nowhere.read()).toBeUndefined();
    expect(existsSync(join(base, 'no'))).toBe(false);
  });
});

describe('a command that edits TypeScript', () => {
  let project = '';
  beforeAll(async () => {
    project = mkdtempSync(join(tmpdir(), 'plinth-cached-'));
    await mustRun(process.execPath, [bin('create-plinth'), 'one', '--no-install', '--no-git'], {
      cwd: project,
    });
    cpSync(join(project, 'one'), join(project, 'two'), { recursive: true });
  });
  afterAll(() => rmSync(project, { recursive: true, force: true }));

  const plinth = async (cwd: string, ...words: readonly string[]): Promise<Finished> => {
    const env = { XDG_CACHE_HOME: base, SOURCE_DATE_EPOCH: '1700000000' };
    const ended = await run(process.execPath, [bin('plinth'), ...words], { cwd: join(project, cwd), env });
    return { ...ended, stdout: ended.stdout.replace(/ in [\d.]+ m?s\./, '') };
  };
  const dryRun = (cwd = 'one') => plinth(cwd, 'add', 'resource', 'Thing', 'name:string', '--dry-run');

  it('keeps what V8 made of the parser, and takes it the next time', async () => {
    const first = await dryRun();
    const kept = readFileSync(only());
    utimesSync(only(), new Date(1e12), new Date(1e12));
    expect([first.code, await dryRun()]).toEqual([0, first]);
    expect(statSync(only()).mtimeMs).toBe(1e12);
    expect(readFileSync(only()).equals(kept)).toBe(true);
  });

  it.each([
    ['cut off', (whole: Buffer) => whole.subarray(0, 1_000_000)],
    ['spoilt in the middle', (whole: Buffer) => whole.fill(7, 1_000_000, 1_000_400)],
    ['that of another program', () => Buffer.alloc(100)],
  ])('does the same where that is %s', async (_, spoil) => {
    const first = await dryRun();
    const kept = readFileSync(only());
    writeFileSync(only(), spoil(Buffer.from(kept)));
    expect(await dryRun()).toEqual(first);
    expect(readFileSync(only()).length).toBeGreaterThan(kept.length / 2);
  });

  it('does the same where nothing can be kept', async () => {
    const first = await dryRun();
    rmSync(folder(), { recursive: true });
    writeFileSync(folder(), '');
    expect([first.code, first.stderr, await dryRun()]).toEqual([0, '', first]);
  });

  it('does the same twice at once', async () => {
    const [one, two] = await Promise.all([dryRun('one'), dryRun('two')]);
    expect([one.code, two]).toEqual([0, one]);
    expect(await dryRun()).toEqual(one);
    only();
  });

  it.each([
    [['--version'], 0],
    [['list'], 0],
    [['create', 'three', '--preset', 'shop', '--no-install', '--no-git'], 0],
    [['create', 'four', '--preset', 'blog', '--framework', 'nest', '--no-install', '--no-git'], 0],
    [['add', 'resource', 'Thing', 'name:nothing'], 2],
    [['add', 'feature', 'nothing'], 2],
  ])('others do not load it: %s', async (words, code) => {
    expect((await plinth('one', ...words)).code).toBe(code);
    expect(existsSync(folder())).toBe(false);
  });
});
