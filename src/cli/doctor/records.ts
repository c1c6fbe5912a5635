import { UserError } from '../../core/errors.js';
import { countGenerated, manifestPath, readManifest } from '../../core/manifest.js';
import type { Manifest } from '../../core/manifest-shape.js';
import type { Project } from '../../core/project.js';
import { packageName, version } from '../../package.js';
import { isLater } from '../output/changelog.js';
import { type Finding, ok, type Seen } from './finding.js';

/** What Plinth has written down of a project. */
export interface Records {
  /** Undefined where it cannot be read. */
  readonly manifest: Manifest | undefined;
  readonly seen: readonly Seen[];
}

/** Reads the manifest and the list of hashes, which git may have merged into something else. */
export function recordsOf(project: Project): Records {
  const flaws: Finding[] = [];
  const manifest = tried(() => readManifest(project), flaws);
  if (flaws.length === 0) tried(() => countGenerated(project), flaws);
  return { manifest, seen: manifest === undefined || flaws.length > 0 ? flaws : [age(manifest)] };
}

function tried<T>(read: () => T, flaws: Finding[]): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { message, remedy } = error;
    const path = / in (\S+)|^(\.plinth\/\S+)/
      .exec(message)
      ?.slice(1)
      .find((one) => one?.startsWith('.plinth'));
    flaws.push({ code: 'unreadable-manifest', level: 'fault', message, remedy, path: path ?? manifestPath });
    return undefined;
  }
}

function age({ plinth: written }: Manifest): Seen {
  const own = version();
  if (!isLater(written, own))
    return ok(`The records of Plinth can be read (${written} wrote them, this is ${own})`);
  return {
    code: 'newer-plinth',
    level: 'warning',
    message: `Plinth ${written} wrote this project last, and this is ${own}, which is older.`,
    remedy: `Use that one, or a newer one: npm install --save-dev ${packageName}@${written}`,
    path: manifestPath,
  };
}
