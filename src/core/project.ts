/** Where a project's files come from. Paths are relative, with forward slashes. */
export interface FileSource {
  read(path: string): string | undefined;
  /** Every file below `folder` ('' for all), without node_modules, .git, dist and the like. */
  list(folder: string): readonly string[];
  /** Whether a file certainly is as it was last read. False only means that it has to be read to know. */
  isUntouched?(path: string): boolean;
}

export type Change =
  | { readonly kind: 'create'; readonly path: string; readonly after: string }
  | { readonly kind: 'update'; readonly path: string; readonly before: string; readonly after: string }
  | { readonly kind: 'remove'; readonly path: string; readonly before: string };

/** What a project's files were when they were first asked for. */
interface Found {
  readonly texts: Map<string, string | undefined>;
  readonly folders: Map<string, readonly string[]>;
}

const nothingFound = (): Found => ({ texts: new Map(), folders: new Map() });

const nothing: FileSource = { read: () => undefined, list: () => [] };

/** An immutable view of a project: the files as they were found, and what has been planned on top of them. */
export class Project {
  private constructor(
    private readonly source: FileSource,
    private readonly found: Found,
    private readonly overlay: ReadonlyMap<string, string | undefined>,
  ) {}

  static empty(): Project {
    return new Project(nothing, nothingFound(), new Map());
  }

  static over(source: FileSource): Project {
    return new Project(source, nothingFound(), new Map());
  }

  read(path: string): string | undefined {
    return this.overlay.has(path) ? this.overlay.get(path) : this.base(path);
  }

  has(path: string): boolean {
    return this.read(path) !== undefined;
  }

  list(folder = ''): readonly string[] {
    const prefix = folder === '' ? '' : `${folder}/`;
    const paths = new Set(this.listed(folder));
    for (const [path, text] of this.overlay) {
      if (text === undefined) paths.delete(path);
      else if (path.startsWith(prefix)) paths.add(path);
    }
    return [...paths].sort();
  }

  write(path: string, text: string): Project {
    return new Project(this.source, this.found, new Map(this.overlay).set(path, text));
  }

  writeAll(texts: ReadonlyMap<string, string>): Project {
    return new Project(this.source, this.found, new Map([...this.overlay, ...texts]));
  }

  remove(path: string): Project {
    return new Project(this.source, this.found, new Map(this.overlay).set(path, undefined));
  }

  /** The same files without what has been planned. */
  asFound(): Project {
    return new Project(this.source, this.found, new Map());
  }

  /** What a commit has to do, in the order it was planned; a file written back as it was found is no change. */
  changes(): readonly Change[] {
    return [...this.overlay].flatMap(([path, after]) => this.changeOf(path, after));
  }

  /** Every file of the disk that the plan looked at, as it was then: the commit's stale check. */
  seen(): ReadonlyMap<string, string | undefined> {
    return this.found.texts;
  }

  /** Whether a file of the disk certainly is as the plan saw it. */
  isUntouched(path: string): boolean {
    return this.source.isUntouched?.(path) ?? false;
  }

  private changeOf(path: string, after: string | undefined): Change[] {
    const before = this.base(path);
    if (before === after) return [];
    if (after === undefined) return before === undefined ? [] : [{ kind: 'remove', path, before }];
    return before === undefined
      ? [{ kind: 'create', path, after }]
      : [{ kind: 'update', path, before, after }];
  }

  private base(path: string): string | undefined {
    const { texts } = this.found;
    if (!texts.has(path)) texts.set(path, this.source.read(path));
    return texts.get(path);
  }

  private listed(folder: string): readonly string[] {
    const { folders } = this.found;
    const known = folders.get(folder) ?? this.source.list(folder);
    folders.set(folder, known);
    return known;
  }
}
