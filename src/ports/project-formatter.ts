import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parse } from 'jsonc-parser';

/** The formatter that a project has set up for itself. */
export interface ProjectFormatter {
  /** `Biome`, with the file that says so. */
  readonly name: string;
  readonly settings: string;
  /** The text as the project's own command would leave it. Rejects where the formatter cannot be run, or does not take the text. */
  format(path: string, text: string): Promise<string>;
}

type Formats = (root: string) => ProjectFormatter['format'];

interface Kind {
  readonly name: string;
  readonly files: readonly string[];
  readonly formats: Formats;
  /** Whether such a settings file leaves formatting to this program. */
  readonly isMeant?: (text: string) => boolean;
}

const endings = (stem: string, ...all: readonly string[]): string[] =>
  all.map((ending) => `${stem}.${ending}`);
const programs = ['js', 'cjs', 'mjs', 'ts', 'cts', 'mts'];
const plainSettings = ['.prettierrc', ...endings('.prettierrc', 'json', 'yaml', 'yml')];

/** In a folder that has several, the first that is meant decides. */
const kinds: readonly Kind[] = [
  {
    name: 'Biome',
    files: endings('biome', 'json', 'jsonc'),
    formats: piped('biome', (path) => ['format', `--stdin-file-path=${path}`]),
    isMeant: (text) => parse(text)?.formatter?.enabled !== false,
  },
  {
    name: 'dprint',
    files: [...endings('dprint', 'json', 'jsonc'), ...endings('.dprint', 'json', 'jsonc')],
    formats: piped('dprint', (path) => ['fmt', '--stdin', path]),
  },
  {
    name: 'Prettier',
    files: [
      ...endings('.prettierrc', ...programs, 'toml', 'json5'),
      ...endings('prettier.config', ...programs),
    ],
    formats: prettier,
  },
  {
    name: 'Prettier',
    files: ['package.json'],
    formats: prettier,
    isMeant: (text) => {
      const settings = parse(text)?.prettier;
      return typeof settings === 'string' || settings?.plugins !== undefined;
    },
  },
];

/**
 * The formatter of the project at `root`, from the settings there or in a folder above as far as the repository goes. Undefined where
 * there is none, and where the settings are a plain file at the root: `formatOptionsOf` reads that, which is faster.
 */
export function projectFormatter(root: string): ProjectFormatter | undefined {
  for (const folder of foldersOf(root)) {
    for (const { name, files, formats, isMeant = () => true } of [...kinds, plain(folder === root)]) {
      const settings = files.map((file) => join(folder, file)).find((file) => existsSync(file));
      if (settings !== undefined && isMeant(readFileSync(settings, 'utf8')))
        return { name, settings, format: formats(root) };
    }
    if (folder === root && plainSettings.some((file) => existsSync(join(folder, file)))) return undefined;
  }
  return undefined;
}

/** The project's folder and those above it in its repository. Outside of one they may be anybody's, and settings can be programs. */
function foldersOf(root: string): readonly string[] {
  const folders = [root];
  for (let folder = root; !existsSync(join(folder, '.git')); folders.push(folder)) {
    if (dirname(folder) === folder) return [root];
    folder = dirname(folder);
  }
  return folders;
}

/** What a plugin does, it alone knows. */
const plain = (isAtRoot: boolean): Kind => ({
  name: 'Prettier',
  files: plainSettings,
  formats: prettier,
  isMeant: (text) => !isAtRoot || /\bplugins["']?\s*:/.test(text),
});

/** A program in node_modules/.bin, here or above, that takes a text and gives it back formatted. */
function piped(program: string, argsFor: (path: string) => readonly string[]): Formats {
  return (root) => async (path, text) => {
    const { execa } = await import('execa');
    const ran = await execa(program, argsFor(path), {
      cwd: root,
      preferLocal: true,
      localDir: root,
      input: text,
      reject: false,
      stripFinalNewline: false,
    });
    if (ran.exitCode === 0) return ran.stdout;
    if (ran.code === 'ENOENT') throw new Error(`${program} is not installed`);
    throw new Error(ran.stderr.trim().split('\n')[0] ?? `${program} failed`);
  };
}

interface Prettier {
  getFileInfo(path: string, options: object): Promise<{ ignored: boolean; inferredParser: string | null }>;
  resolveConfig(path: string, options: object): Promise<object | null>;
  format(text: string, options: object): Promise<string>;
}

/** The project's own Prettier, in this process: to start it for each file would take longer than all the rest. */
function prettier(root: string): ProjectFormatter['format'] {
  let loading: Promise<Prettier> | undefined;
  return async (path, text) => {
    const { getFileInfo, resolveConfig, format } = await (loading ??= load(root));
    const filepath = join(root, path);
    const { ignored, inferredParser } = await getFileInfo(filepath, {
      ignorePath: join(root, '.prettierignore'),
    });
    if (ignored || inferredParser === null) return text;
    const settings = await resolveConfig(filepath, { editorconfig: true });
    return format(text, { ...settings, filepath });
  };
}

async function load(root: string): Promise<Prettier> {
  const { resolve } = createRequire(join(root, 'package.json'));
  let path: string;
  try {
    path = resolve('prettier');
  } catch {
    throw new Error('prettier is not installed');
  }
  const module = (await import(pathToFileURL(path).href)) as Prettier & { readonly default?: Prettier };
  return module.default ?? module;
}
