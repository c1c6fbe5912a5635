import type { Project } from '../../core/project.js';
import type { Existing } from '../project/existing.js';
import type { Finding } from './finding.js';

/** Migrations that never run, and such whose order nobody knows. */
export function migrations({ project, parts, facts }: Existing): Finding[] {
  const { unlisted } = parts.tools(facts).persistence.history(project);
  return [
    ...unlisted().map((path): Finding => ({
      code: 'unlisted-migration',
      level: 'fault',
      message: `${path} is in no list of migrations, so it never runs.`,
      remedy: 'Add its class to the data source, or delete the file.',
      path,
    })),
    ...doubles(project),
  ];
}

/** Two branches may have made one each in the same millisecond. */
function doubles(project: Project): Finding[] {
  const seen = new Map<string, string>();
  return project.list('src/database/migrations').flatMap((path): Finding[] => {
    const moment = /\/(\d{13})-/.exec(path)?.[1];
    const other = moment === undefined ? undefined : seen.get(moment);
    if (moment !== undefined) seen.set(moment, path);
    if (other === undefined) return [];
    return [
      {
        code: 'same-moment',
        level: 'fault',
        message: `${path} is of the same moment as ${other}: which runs first is left to chance.`,
        remedy: 'Raise the number of one of them, in its name and in its class, unless it has run anywhere.',
        path,
      },
    ];
  });
}
