import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { shells } from '../../src/cli/prompts/choices.js';
import { completionScript } from '../../src/cli/completion/script.js';
import { buildTable } from '../../src/cli/commands/program.js';
import { features } from './fake-parts.js';
import { fakeWorld } from './fake-world.js';

const world = fakeWorld();
const programs = (['plinth', 'create-plinth'] as const).map(
  (bin) => buildTable(bin, features, world).program,
);
const offers = [
  { word: 'auth-jwt', about: 'Users' },
  { word: 'openapi', about: "The document's page" },
];
const script = (shell: (typeof shells)[number]) =>
  completionScript(programs, offers, shell, ['auth-sessions', 'auth-jwt']);

const folder = mkdtempSync(join(tmpdir(), 'plinth-completion-'));
for (const inner of ['inner', 'features', 'resources'])
  mkdirSync(join(folder, 'deep/.plinth', inner), { recursive: true });
writeFileSync(join(folder, 'spec.yaml'), '');
for (const file of ['manifest', 'features/auth-jwt', 'resources/Post'])
  writeFileSync(join(folder, `deep/.plinth/${file}.json`), '{}');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What bash would offer at the end of a line. */
function offered(line: string, cwd = folder): string[] {
  const run = `${script('bash')}\nCOMP_LINE="$1"; COMP_POINT=\${#1}; COMP_WORDBREAKS=' '; _plinth\nprintf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync('bash', ['-c', run, 'bash', line], { encoding: 'utf8', cwd, stdio: 'pipe' })
    .split('\n')
    .filter((word) => word !== '');
}

describe('completion in bash', () => {
  it('offers commands', () => {
    expect(offered('plinth ')).toEqual(
      expect.arrayContaining([
        'create',
        'add',
        'list',
        'info',
        'doctor',
        'completion',
        '--dry-run',
        '--cwd',
        '--help',
      ]),
    );
    expect(offered('plinth l')).toEqual(['list']);
    expect(offered('plinth add ')).toEqual(expect.arrayContaining(['resource', 'field', 'feature']));
  });

  it('offers the flags of the command, and those of every command', () => {
    expect(offered('plinth add resource Post --')).toEqual(
      expect.arrayContaining(['--access', '--soft-delete', '--no-tests', '--json', '--strict']),
    );
    expect(offered('plinth list --')).not.toContain('--access');
    expect(offered('/usr/bin/create-plinth my-api --pre')).toEqual(['--preset']);
  });

  it('offers feature ids, and the values of a flag', () => {
    expect(offered('plinth add feature auth')).toEqual(['auth-jwt']);
    expect(offered('plinth add resource Post --access o')).toEqual(['owner']);
    expect(offered('plinth add resource Post --access=o')).toEqual(['--access=owner']);
    expect(offered('plinth add resource Post --operations list,g')).toEqual(['list,get']);
    expect(offered('plinth add feature auth-jwt --auth-jwt-ttl ')).toEqual(['5m', '15m']);
    expect(offered('create-plinth my-api --framework ')).toEqual(['express', 'nest']);
  });

  it('offers the features that a list does not have yet', () => {
    expect(offered('create-plinth a --features ')).toEqual(['auth-jwt', 'openapi']);
    expect(offered('create-plinth a --features auth-jwt,')).toEqual(['auth-jwt,openapi']);
  });

  it('offers files and folders', () => {
    expect(offered('create-plinth a --from s')).toEqual(['spec.yaml']);
    expect(offered('plinth info --cwd ')).toEqual(['deep']);
    expect(offered('create-plinth ')).toEqual(['deep']);
  });

  it('offers types, modifiers of the type, and entities of the project', () => {
    expect(offered('plinth add resource Post title:st')).toEqual(['title:string']);
    expect(offered('plinth add resource Post done:boolean:')).toEqual([
      ...['done:boolean:optional', 'done:boolean:hidden', 'done:boolean:readonly'],
      ...[
        'done:boolean:default=',
        'done:boolean:description=',
        'done:boolean:index',
        'done:boolean:sortable',
      ],
    ]);
    expect(offered('plinth add resource Post title:string:max=3:ma')).toEqual([]);
    expect(offered('plinth add resource Post by:belongsTo=', join(folder, 'deep/.plinth/inner'))).toEqual([
      'by:belongsTo=User',
      'by:belongsTo=Post',
    ]);
    expect(offered('plinth add resource Post by:belongsTo=User:onDelete=c')).toEqual([
      'by:belongsTo=User:onDelete=cascade',
    ]);
    expect(offered('plinth add resource Po')).toEqual([]);
    expect(offered('plinth add field Post title:st')).toEqual(['title:string']);
  });
});

describe.each(shells)('the %s script', (shell) => {
  it('names every command, flag and feature', () => {
    const words = programs.flatMap((program) =>
      program.commands.flatMap((command) => [
        command.name(),
        ...command.options.flatMap(({ long, hidden }) => (long && !hidden ? [long.slice(2)] : [])),
      ]),
    );
    for (const word of [...words, 'auth-jwt', 'soft-delete', 'dry-run', 'create-plinth'])
      expect(script(shell)).toContain(word);
  });
});
