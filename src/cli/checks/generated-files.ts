import { generatedFiles, isAsGenerated, isMergedByGit } from '../../core/manifest.js';
import { version } from '../../package.js';
import { few } from '../../resource/wording.js';
import type { Existing } from '../project/existing.js';
import type { Finding, FindingCode } from './finding.js';

const MOST_NAMED = 10;

/** What became of the files that Plinth wrote, and which version wrote them. */
export function generated({ project, manifest }: Existing): Finding[] {
  const isUntouched = isAsGenerated(project);
  const paths = generatedFiles(project);
  const deleted = paths.filter((path) => !project.has(path));
  const isOfBoth = isMergedByGit(project);
  const edited = paths.filter(
    (path) => project.has(path) && !isOfBoth(path) && !isUntouched(path, project.read(path) ?? ''),
  );
  return [
    ...about('deleted-files', deleted, ['is', 'are'], 'deleted or moved', 'Nothing, if that was meant.'),
    ...about(
      'edited-files',
      edited,
      ['was', 'were'],
      'edited',
      'Nothing: they are yours, and changes are merged.',
    ),
    ...otherVersion(manifest.plinth),
  ];
}

function about(
  code: FindingCode,
  paths: readonly string[],
  [one, many]: readonly [one: string, many: string],
  what: string,
  remedy: string,
): Finding[] {
  const [first] = paths;
  if (first === undefined) return [];
  const message =
    paths.length === 1
      ? `The generated file ${first} ${one} ${what}.`
      : `${paths.length} generated files ${many} ${what}: ${few(paths, MOST_NAMED)}.`;
  return [{ code, level: 'note', message, remedy }];
}

function otherVersion(written: string): Finding[] {
  if (written === version()) return [];
  return [
    {
      code: 'other-version',
      level: 'note',
      message: `Plinth ${written} wrote this project last, and this is ${version()}.`,
      remedy: 'To bring it up to date: plinth update',
    },
  ];
}
