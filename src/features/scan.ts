import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { extension, sources } from '../package.js';
import { nodeDisk } from '../ports/node-disk.js';
import { type AdapterRole, adapterRoles, type PlinthFeature } from '../roles/tools.js';

/**
 * Every feature there is, by id: a folder whose `feature.ts` has a default export is all it takes. One without makes features of its
 * own by hand, such as one per resource.
 */
export async function scanFeatures(): Promise<readonly PlinthFeature[]> {
  const folders = ['features', ...adapterRoles.map((role) => `roles/${role}`)];
  const files = folders.flatMap((folder) => modulesIn(folder, 'feature'));
  const features = await Promise.all(files.map(({ path }) => defaultExport<PlinthFeature>(path)));
  return features
    .filter((feature) => feature !== undefined)
    .sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** The adapters of a role, by id: the default exports of `roles/<kind>/<id>/wiring.ts`. */
export async function scanRoles<T>(kind: AdapterRole): Promise<ReadonlyMap<string, T>> {
  const adapters = modulesIn(`roles/${kind}`, 'wiring').map(async ({ id, path }) => {
    const adapter = await defaultExport<T>(path);
    if (adapter === undefined) throw new Error(`${path} has no default export.`);
    return [id, adapter] as const;
  });
  return new Map(await Promise.all(adapters));
}

function modulesIn(folder: string, name: string): readonly { readonly id: string; readonly path: string }[] {
  const disk = nodeDisk(sources);
  return (disk.list(folder) ?? [])
    .filter((id) => disk.list(`${folder}/${id}`)?.includes(`${name}${extension}`))
    .map((id) => ({ id, path: join(sources, folder, id, `${name}${extension}`) }));
}

async function defaultExport<T>(path: string): Promise<T | undefined> {
  const module: { default?: T } = await import(pathToFileURL(path).href);
  return module.default;
}
