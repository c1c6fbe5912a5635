import type { Shell } from '../../ports/shell.js';

/** A file that git could not merge. */
export interface Conflict {
  /** Relative to the folder of the project. */
  readonly path: string;
  /** What it was when the branches parted; undefined where it was not there, as the others. */
  readonly base?: string;
  readonly mine?: string;
  readonly theirs?: string;
}

type Stage = 'base' | 'mine' | 'theirs';

const stages: Readonly<Record<string, Stage>> = { 1: 'base', 2: 'mine', 3: 'theirs' };

/** What git knows of a project. */
export class Repository {
  readonly #git: (...args: readonly string[]) => Promise<string | undefined>;

  constructor(root: string, shell: Pick<Shell, 'output'>) {
    // Paths as they are, whatever is in them.
    this.#git = (...args) => shell.output(['git', '-c', 'core.quotePath=false', ...args], { cwd: root });
  }

  /** The files below the project that git could not merge; undefined where there is no git or no repository. */
  async conflicts(): Promise<readonly Conflict[] | undefined> {
    const listed = await this.#git('ls-files', '--unmerged', '-z');
    if (listed === undefined) return undefined;
    const files = new Map<string, Conflict>();
    for (const line of listed.split('\0').filter((one) => one !== '')) {
      const [, blob = '', number = '', path = ''] = /^\d+ (\w+) (\d)\t(.*)$/s.exec(line) ?? [];
      const stage = stages[number];
      const text = await this.#text(blob);
      if (stage !== undefined && text !== undefined)
        files.set(path, { ...files.get(path), path, [stage]: text });
    }
    return [...files.values()];
  }

  /** The newest text that a file once had and that fits; undefined where none does. */
  async textThat(fits: (text: string) => boolean, path: string): Promise<string | undefined> {
    for (const blob of await this.#blobs(path)) {
      const text = await this.#text(blob);
      if (text !== undefined && fits(text)) return text;
    }
    return undefined;
  }

  /** The versions of a file in all branches, the newest first. */
  async #blobs(path: string): Promise<readonly string[]> {
    const limit = `--max-count=${MOST_VERSIONS}`;
    const how = ['--all', '--raw', '--no-abbrev', '--no-renames', '--format=', limit];
    const log = await this.#git('log', ...how, '--', `:(literal)${path}`);
    const blobs = (log ?? '').split('\n').flatMap((line) => {
      const [, before = '', after = ''] = /^:\d+ \d+ (\w+) (\w+) /.exec(line) ?? [];
      return [after, before];
    });
    return [...new Set(blobs)].filter((blob) => /[1-9a-f]/.test(blob));
  }

  #text(blob: string): Promise<string | undefined> {
    return this.#git('cat-file', 'blob', blob);
  }
}

const MOST_VERSIONS = 300;
