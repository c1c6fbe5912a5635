import { dirname, join } from 'node:path/posix';
import type { Project } from '../../core/project.js';
import { sourcesOf } from '../project/sources.js';
import { type Finding, lineAt } from './finding.js';

/** An import or a re-export of a file of the project. */
const RELATIVE =
  /^(?:import|export)\b[^;'"]*?\bfrom\s*['"](\.{1,2}\/[^'"]+)['"]|^import\s*['"](\.{1,2}\/[^'"]+)['"]/gm;

/** Imports of files that are not there. */
export function unresolvedImports(project: Project): Finding[] {
  return sourcesOf(project).flatMap((path) => {
    const text = project.read(path) ?? '';
    return [...text.matchAll(RELATIVE)].flatMap((found): Finding[] => {
      const specifier = found[1] ?? found[2] ?? '';
      const target = join(dirname(path), specifier);
      if (candidates(target).some((file) => project.has(file))) return [];
      return [
        {
          code: 'unresolved-import',
          level: 'fault',
          message: `${path} imports ${specifier}, and there is no such file.`,
          remedy: 'Restore the file, or take the import out.',
          path,
          line: lineAt(text, found.index + found[0].length),
        },
      ];
    });
  });
}

/** TypeScript finds `post.ts` for `./post.js`, `./post` and `./post.ts`. */
function candidates(target: string): readonly string[] {
  const bare = target.replace(/\.([cm]?)jsx?$/, '.$1ts');
  const stem = target.replace(/\.[cm]?jsx?$/, '');
  return [target, bare, `${stem}.tsx`, `${stem}.d.ts`, `${target}.ts`, `${target}.tsx`, `${target}/index.ts`];
}

/** What git leaves in a file where two branches changed the same lines. */
export function mergeConflicts(project: Project): Finding[] {
  const others = project.list().filter((path) => /^[^/]+\.(?:json|ya?ml|md|ts)$/.test(path));
  return [...sourcesOf(project), ...others].flatMap((path): Finding[] => {
    const text = project.read(path) ?? '';
    const at = text.search(/^<{7} /m);
    if (at === -1) return [];
    return [
      {
        code: 'merge-conflict',
        level: 'fault',
        message: `${path} has merge conflicts.`,
        remedy:
          'Run plinth resolve, which keeps what both sides added. Or settle it by hand, and remove the markers.',
        path,
        line: lineAt(text, at),
      },
    ];
  });
}
