import { readManifest } from '../../src/core/manifest.js';
import type { Manifest } from '../../src/core/manifest-shape.js';
import { Project } from '../../src/core/project.js';
import { diskSource } from '../../src/ports/disk-source.js';

/** The manifest of a project that lies on the disk. */
export function manifestOf(dir: string): Manifest {
  const manifest = readManifest(Project.over(diskSource(dir)));
  if (manifest === undefined) throw new Error(`${dir} has no manifest.`);
  return manifest;
}
