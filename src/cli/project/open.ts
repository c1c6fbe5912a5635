import { dirname, resolve } from 'node:path';
import { UsageError, UserError } from '../../core/errors.js';
import { manifestPath, readManifest } from '../../core/manifest.js';
import type { Manifest } from '../../core/manifest-shape.js';
import { Project } from '../../core/project.js';
import { diskSource } from '../../ports/disk-source.js';
import { nodeDisk } from '../../ports/node-disk.js';
import { shellWord } from '../output/command-line.js';

/** A project on the disk. */
export interface Place {
  readonly root: string;
  readonly project: Project;
  /** Absent in a project that Plinth has not written to yet. */
  readonly manifest: Manifest | undefined;
}

/** The folder a command runs in. */
export function folderAt(cwd: string, asked: string): string {
  const folder = resolve(cwd, asked);
  if (nodeDisk(folder).list('') !== undefined) return folder;
  throw new UsageError(`--cwd: there is no folder ${folder}.`, 'Name one that is there.');
}

/** The project around a folder, if there is one. */
export function projectAround(folder: string): Place | undefined {
  const root = rootAround(folder);
  return root === undefined ? undefined : projectAt(root);
}

/** As `projectAround`, for commands that make no sense outside of one. */
export const projectHere = (folder: string): Place => projectAt(rootHere(folder));

/** The folder of the project around a folder. */
export function rootHere(folder: string): string {
  const root = rootAround(folder);
  if (root === undefined) {
    throw new UserError(
      `There is no project at ${folder}: no package.json in it or above it.`,
      'Go to the folder of a project, name it with --cwd, or create one: create-plinth my-api',
      1,
      { code: 'not-a-project' },
    );
  }
  if (holds(root, 'package.json')) return root;
  throw new UserError(
    `${root} has ${manifestPath} but no package.json.`,
    'Restore it, for example with: git checkout -- package.json',
  );
}

/** The nearest folder with a manifest or a package.json. A package of its own below a project of ours is not that project. */
export function rootAround(folder: string): string | undefined {
  const folders = upwards(folder);
  const nearest = folders.find((path) => holds(path, manifestPath) || holds(path, 'package.json'));
  if (nearest === undefined || holds(nearest, manifestPath)) return nearest;
  const outer = folders.find((path) => holds(path, manifestPath));
  if (outer === undefined) return nearest;
  throw new UserError(
    `${nearest} is a separate package inside the project ${outer}, and Plinth did not create it.`,
    `To work on the outer project, go to its folder or name it: --cwd ${shellWord(outer)}`,
    1,
    { code: 'not-a-project' },
  );
}

/** The project whose folder is known. */
export function projectAt(root: string): Place {
  const project = Project.over(diskSource(root));
  return { root, project, manifest: readManifest(project) };
}

/** The manifest of the project around a folder, where there is one. */
export const manifestAt = (cwd: string, asked: string): Manifest | undefined =>
  projectAround(folderAt(cwd, asked))?.manifest;

/** The manifest of this project; a project without one is an error. */
export function manifestHere(cwd: string, asked: string): Place & { readonly manifest: Manifest } {
  const { root, project, manifest } = projectHere(folderAt(cwd, asked));
  if (manifest !== undefined) return { root, project, manifest };
  throw new UserError(
    `${root} is not a Plinth project: it has no ${manifestPath}.`,
    'Run the command in a project that create-plinth made, or name one with --cwd.',
    1,
    { code: 'not-a-project' },
  );
}

function upwards(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...upwards(parent)];
}

const holds = (folder: string, path: string): boolean => nodeDisk(folder).read(path) !== undefined;
