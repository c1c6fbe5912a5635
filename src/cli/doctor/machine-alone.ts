import { ownEngines } from '../../package.js';
import type { Seen } from './finding.js';
import { byEngines } from './node-version.js';
import { packageManagersHere } from './package-manager.js';
import type { Outside } from './setup.js';

/** What a project that is yet to be made would find. */
export async function machineAlone(folder: string, outside: Outside): Promise<readonly Seen[]> {
  return [
    ...byEngines(outside.machine.nodeVersion, ownEngines(), 'Plinth'),
    ...(await packageManagersHere(outside, folder)),
  ];
}
