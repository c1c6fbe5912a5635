import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../../src/core/manifest-shape.js';
import type { Resource } from '../../src/resource/model.js';
import type { UserRoles } from '../../src/resource/user-roles.js';
import type { Project } from '../support/generated.js';
import { manifestOf } from '../support/manifest-of.js';
import type { Finished } from '../support/run.js';
import { tool } from '../support/tool.js';

const notOurs = new Set(['node_modules', 'dist', 'coverage', '.data', '.git']);

/** A generated project as it lies on the disk. */
export class ProjectFiles {
  readonly project: Project;

  constructor(project: Project) {
    this.project = project;
  }

  get dir(): string {
    return this.project.dir;
  }

  has(path: string): boolean {
    return existsSync(join(this.dir, path));
  }

  read(path: string): string {
    return readFileSync(join(this.dir, path), 'utf8');
  }

  /** Paths of the files that belong to the project, for which the test holds. */
  list(test: (path: string) => boolean = () => true): readonly string[] {
    return walk(this.dir, '').filter(test);
  }

  get manifest(): Manifest {
    return manifestOf(this.dir);
  }

  get resources(): readonly Resource[] {
    return Object.values(this.manifest.resources);
  }

  get roles(): UserRoles {
    return this.manifest.roles ?? {};
  }

  get hasAuth(): boolean {
    return Object.keys(this.manifest.features).some((id) => id.startsWith('auth'));
  }

  get hasTokens(): boolean {
    return 'auth-jwt' in this.manifest.features;
  }

  get hasMail(): boolean {
    return 'mail' in this.manifest.features;
  }

  /** A program of node_modules/.bin. */
  tool(name: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Finished> {
    return tool(this.dir, name, args, env);
  }
}

function walk(root: string, below: string): string[] {
  return readdirSync(join(root, below), { withFileTypes: true }).flatMap((entry) => {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (notOurs.has(entry.name)) return [];
    return entry.isDirectory() ? walk(root, path) : [path];
  });
}
