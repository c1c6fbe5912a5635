import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { completionScript } from '../../src/cli/completion.js';
import { shells } from '../../src/cli/choices.js';
import { buildTable } from '../../src/cli/program.js';
import { features } from './fake-kit.js';
import { fakeWorld } from './fake-world.js';

const { program } = buildTable('plinth', features, fakeWorld());
const script = (shell: (typeof shells)[number]) => completionScript(program, shell);

/** What bash would offer at the end of a line. */
function offered(...words: readonly string[]): string[] {
  const line = `COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}`;
  const run = `${script('bash')}\n${line}\n_plinth\nprintf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync('bash', ['-c', run], { encoding: 'utf8' })
    .split('\n')
    .filter((word) => word !== '');
}

describe('completion in bash', () => {
  it('offers commands', () => {
    expect(offered('plinth', '')).toEqual(
      expect.arrayContaining(['create', 'add', 'list', 'info', 'completion', '--dry-run', '--cwd', '--help']),
    );
    expect(offered('plinth', 'l')).toEqual(['list']);
    expect(offered('plinth', 'add', '')).toEqual(expect.arrayContaining(['resource', 'feature']));
  });

  it('offers the flags of the command, and those of every command', () => {
    expect(offered('plinth', 'add', 'resource', 'Post', '--')).toEqual(
      expect.arrayContaining(['--access', '--soft-delete', '--no-tests', '--json', '--strict']),
    );
    expect(offered('plinth', 'list', '--')).not.toContain('--access');
  });

  it('offers feature ids, and the values of a flag', () => {
    expect(offered('plinth', 'add', 'feature', 'auth')).toEqual(['auth-jwt']);
    expect(offered('plinth', 'add', 'resource', 'Post', '--access', 'o')).toEqual(['owner']);
    expect(offered('plinth', 'add', 'feature', 'auth-jwt', '--auth-jwt-ttl', '')).toEqual(['5m', '15m']);
  });
});

describe.each(shells)('the %s script', (shell) => {
  it('names every command, flag and feature', () => {
    const words = program.commands.flatMap((command) => [
      command.name(),
      ...command.options.flatMap(({ long, hidden }) => (long && !hidden ? [long.slice(2)] : [])),
    ]);
    for (const word of [...words, 'auth-jwt', 'soft-delete', 'dry-run'])
      expect(script(shell)).toContain(word);
  });
});
