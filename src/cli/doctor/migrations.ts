import { few } from '../../resource/wording.js';
import { type Finding, ok, type Seen } from './finding.js';
import type { Setup } from './setup.js';
import { textOf } from './text.js';

const FOLDER = 'src/database/migrations';

/** The migrations that a database has had, against those of the project. */
export function ran(names: readonly string[], { disk, manager }: Setup): readonly Seen[] {
  const here = (disk.list(FOLDER) ?? []).flatMap((file) => nameIn(textOf(disk, `${FOLDER}/${file}`) ?? ''));
  const pending = here.filter((name) => !names.includes(name));
  const strange = names.filter((name) => !here.includes(name));
  const found: Finding[] = [];
  if (pending.length > 0)
    found.push({
      code: 'pending-migrations',
      level: 'warning',
      message: `The database has not had ${counted(pending)}: ${few(pending)}.`,
      remedy: `Run: ${manager} run migrate`,
      path: FOLDER,
    });
  if (here.length > 0 && strange.length > 0)
    found.push({
      code: 'unknown-migrations',
      level: 'warning',
      message: `The database has had ${counted(strange)} that the project does not have: ${few(strange)}.`,
      remedy: 'It may be of another branch, or of another project: take a database of its own for each.',
      path: FOLDER,
    });
  return found.length > 0 || here.length === 0
    ? found
    : [ok(`The database has had all ${here.length} migrations`)];
}

const counted = ({ length }: readonly string[]): string => `${length} migration${length === 1 ? '' : 's'}`;

/** TypeORM calls a migration by its `name`, else by its class. */
function nameIn(text: string): readonly string[] {
  const name =
    /^\s+(?:readonly\s+)?name\s*=\s*['"]([^'"]+)['"]/m.exec(text) ?? /class\s+(\w+\d{13})\b/.exec(text);
  return name?.[1] === undefined ? [] : [name[1]];
}
