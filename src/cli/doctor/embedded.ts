import { isRecord } from '../../core/is-record.js';
import type { Disk } from '../../ports/disk.js';
import { ok, type Seen } from './finding.js';
import { LIMIT_MS, type Setup } from './setup.js';
import { textOf } from './text.js';

const FOLDER = '.data';
/** As long as the others wait for it. */
const STARTING_MS = 60_000;
const OWNER = `${FOLDER}/owner.json`;

/** The database of development, where there is no server: its folder, and the process that has it open. */
export async function embedded(setup: Setup): Promise<readonly Seen[]> {
  const { disk } = setup;
  if (disk.read('dev/setup.mjs') === undefined) return [];
  const folder = disk.list(FOLDER) === undefined ? '' : FOLDER;
  if (!disk.writable(folder)) {
    const what =
      folder === '' ? 'The folder of the project' : `${FOLDER}/, the folder of the embedded database,`;
    const message = `${what} cannot be written to.`;
    const remedy = 'Give it to your user (chown), or set DATABASE_URL.';
    return [
      { code: 'unusable-data', level: 'fault', message, remedy, ...(folder !== '' && { path: folder }) },
    ];
  }
  if (folder === '') return [ok(`No DATABASE_URL: development makes an embedded database in ${FOLDER}/`)];
  return owned(setup);
}

async function owned({ disk, network, manager }: Setup): Promise<readonly Seen[]> {
  const owner = ownerIn(disk);
  // One that is gone is noticed by the next start.
  if (owner === undefined || !disk.runs(owner.pid))
    return [ok(`The embedded database in ${FOLDER}/ is free`)];
  const { pid, port } = owner;
  if (port !== undefined && (await network.connects({ host: '127.0.0.1', port }, LIMIT_MS)) === undefined)
    return [ok(`The embedded database runs in process ${pid}, and others can share it`)];
  if (port === undefined && (disk.age(OWNER) ?? Infinity) < STARTING_MS)
    return [ok(`The embedded database in ${FOLDER}/ is just being started by process ${pid}`)];
  const message = `Process ${pid} has the embedded database in ${FOLDER}/, and does not answer.`;
  const remedy = `If it is just starting or stopping, wait a minute. Else end that process; ${manager} run dev then takes over.`;
  return [{ code: 'silent-owner', level: 'warning', message, remedy, path: OWNER }];
}

/** `dev/embedded/lock.ts` of the project writes it. */
function ownerIn(disk: Disk): { readonly pid: number; readonly port: number | undefined } | undefined {
  try {
    const value: unknown = JSON.parse(textOf(disk, OWNER) ?? '');
    if (!isRecord(value) || typeof value['pid'] !== 'number') return undefined;
    return { pid: value['pid'], port: typeof value['port'] === 'number' ? value['port'] : undefined };
  } catch {
    return undefined;
  }
}
