import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { nodeShell } from '../../src/ports/shell.js';
import { colorOf } from '../../src/ports/terminal.js';

const node = process.execPath;
const run = (script: string, more: object = {}) =>
  nodeShell.run([node, '-e', script], { cwd: tmpdir(), ...more });

describe('a program', () => {
  it('is run with its arguments as they are: no shell reads them', async () => {
    const argv = [node, '-p', 'process.argv[1]', '$(echo x); `y` && "z" *'] as const;
    expect(await nodeShell.run(argv, { cwd: tmpdir() })).toEqual({
      code: 0,
      tail: ['$(echo x); `y` && "z" *'],
    });
  });

  it('reports every line of both streams, and keeps the last twenty', async () => {
    const lines: string[] = [];
    const script = 'for (let i = 1; i <= 30; i++) console.log(i); console.error("end"); process.exitCode = 3';
    const { code, tail } = await run(script, { onLine: (line: string) => lines.push(line) });
    expect([code, lines.length, tail.length]).toEqual([3, 31, 20]);
    expect(new Set(tail)).toContain('end');
  });

  it('sees the environment it is given on top of ours', async () => {
    const { tail } = await run('console.log(process.env.PLINTH_TEST, !!process.env.PATH)', {
      env: { PLINTH_TEST: 'yes' },
    });
    expect(tail).toEqual(['yes true']);
  });

  it('that does not exist ends with 127', async () => {
    const { code, tail } = await nodeShell.run(['plinth-no-such-program'], { cwd: tmpdir() });
    expect([code, tail]).toEqual([127, ['plinth-no-such-program: there is no such program']]);
  });

  it('ends with 130 when it is stopped', async () => {
    const stop = new AbortController();
    const stopping = run('console.log(1); setTimeout(() => {}, 60000)', {
      signal: stop.signal,
      onLine: () => stop.abort(),
    });
    expect(await stopping).toEqual({ code: 130, tail: ['1'] });
  });
});

describe('colour', () => {
  it.each([
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '' }, true],
    [false, { FORCE_COLOR: '1' }, true],
    [true, { FORCE_COLOR: '0' }, false],
    [false, { FORCE_COLOR: '3', NO_COLOR: '1' }, true],
    [true, { TERM: 'dumb' }, false],
  ])('on a terminal: %s, with %o: %s', (isTTY, env, expected) => {
    expect(colorOf(isTTY, env)).toBe(expected);
  });
});
