import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** The script in the shell itself, in a terminal, with keys: a script that looks right may fail at the first Tab. */
const home = mkdtempSync(join(tmpdir(), 'plinth-completion-'));
const project = join(home, 'project');

beforeAll(() => {
  const plinth = join(import.meta.dirname, '../../dist/bin/plinth.js');
  const script = (shell: string) => execFileSync(process.execPath, [plinth, 'completion', shell]);
  mkdirSync(join(home, 'bin'));
  for (const name of ['plinth', 'create-plinth']) {
    writeFileSync(join(home, 'bin', name), `#!/bin/sh\nprintf 'ARGS[%s]\\n' "$*"\n`);
    chmodSync(join(home, 'bin', name), 0o755);
  }
  for (const inner of ['features', 'resources'])
    mkdirSync(join(project, '.plinth', inner), { recursive: true });
  mkdirSync(join(project, 'below'));
  writeFileSync(join(project, 'spec.yaml'), '');
  for (const file of ['manifest', 'features/auth-jwt', 'resources/Comment'])
    writeFileSync(join(project, `.plinth/${file}.json`), '{}');
  writeFileSync(join(home, 'plinth.bash'), script('bash'));
  writeFileSync(join(home, '.bashrc'), `PS1='$ '\nsource '${home}/plinth.bash'\n`);
  // As a file of fpath, the way a distribution ships it; sourced below.
  mkdirSync(join(home, 'functions'));
  writeFileSync(join(home, 'functions/_plinth'), script('zsh'));
  const path = `fpath=('${home}/functions' $fpath)`;
  writeFileSync(join(home, '.zshrc'), `PROMPT='$ '\n${path}\nautoload -Uz compinit && compinit -u\n`);
  mkdirSync(join(home, 'sourced'));
  writeFileSync(join(home, 'sourced/.zshrc'), `PROMPT='$ '\nsource '${home}/functions/_plinth'\n`);
  mkdirSync(join(home, '.config/fish/conf.d'), { recursive: true });
  // Where this folder is missing, fish fills it in the background, also while it is removed below.
  mkdirSync(join(home, '.local/share/fish/generated_completions'), { recursive: true });
  writeFileSync(join(home, '.config/fish/conf.d/plinth.fish'), script('fish'));
});
afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 }));

const shells: readonly (readonly [string, string, NodeJS.ProcessEnv])[] = [
  ['bash', `bash --rcfile '${home}/.bashrc' -i`, {}],
  ['zsh', 'zsh -i', { ZDOTDIR: home }],
  ['zsh, sourced', 'zsh -i', { ZDOTDIR: join(home, 'sourced') }],
  ['fish', 'fish -i', {}],
];

const typed: readonly (readonly [keys: string, args: string])[] = [
  ['plinth add res\t', 'add resource'],
  ['plinth add feature red\t', 'add feature redis'],
  ['plinth info --js\t', 'info --json'],
  ['plinth add resource Post title:str\t', 'add resource Post title:string'],
  ['plinth add resource Post title:string:searc\t', 'add resource Post title:string:searchable'],
  ['plinth add resource Post by:belongsTo=Us\t', 'add resource Post by:belongsTo=User'],
  ['plinth add resource Post on:belongsTo=Com\t', 'add resource Post on:belongsTo=Comment'],
  [
    'plinth add resource Post on:belongsTo=User:onDelete=casc\t',
    'add resource Post on:belongsTo=User:onDelete=cascade',
  ],
  ['plinth add resource Post a:text --acc\town\t', 'add resource Post a:text --access owner'],
  ['plinth --cwd bel\t', '--cwd below'],
  ['create-plinth my-api --framework ne\t', 'my-api --framework nest'],
  ['create-plinth my-api --features auth-jwt,open\t', 'my-api --features auth-jwt,openapi'],
  ['create-plinth my-api --preset sh\t', 'my-api --preset shop'],
  ['create-plinth my-api --from sp\t', 'my-api --from spec.yaml'],
  ['create-plinth bel\t', 'below'],
];

describe.each(shells)('completion in %s', (_, command, environment) => {
  it('completes commands, flags, values, lists, paths, types, modifiers and entities', async () => {
    const env = { ...process.env, ...environment, HOME: home, XDG_CONFIG_HOME: join(home, '.config') };
    const child = spawn('script', ['-qefc', command, '/dev/null'], {
      cwd: project,
      env: { ...env, TERM: 'xterm', PATH: `${join(home, 'bin')}:${process.env['PATH']}` },
    });
    let shown = '';
    child.stdout.on('data', (chunk) => (shown += String(chunk)));
    const calls = () =>
      [...shown.matchAll(/^ARGS\[(.*)\]\r?$/gm)].map(([, args = '']) => args.replace(/\/$/, ''));
    for (const [index, [keys]] of typed.entries()) {
      child.stdin.write(`${keys}\r`);
      await until(
        () => calls().length > index,
        () => shown,
      );
    }
    child.stdin.write('exit\r');
    await new Promise((resolve) => child.on('close', resolve));
    expect(calls()).toEqual(typed.map(([, args]) => args));
    expect(shown).not.toMatch(/bad substitution|not found|parse error|Unknown command|no matches/i);
  });
});

async function until(holds: () => boolean, otherwise: () => string): Promise<void> {
  for (let tries = 0; !holds(); tries += 1) {
    if (tries > 1200) throw new Error(`It did not come to pass:\n${otherwise()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

it('fish offers what follows with a description', () => {
  const env = { ...process.env, HOME: home, XDG_CONFIG_HOME: join(home, '.config') };
  const offers = execFileSync('fish', ['-c', "complete -C 'create-plinth my-api --pre'"], {
    env,
    encoding: 'utf8',
  });
  expect(offers).toMatch(/^--preset\t/m);
});
