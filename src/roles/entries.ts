import type { Project } from '../core/project.js';

const STARTS = ['start', 'dev', 'start:dev', 'start:prod', 'serve'];
const USUAL = ['src/main.ts', 'src/server.ts', 'src/index.ts', 'src/app.ts'];

/** The files that a project is started by: first those of the service itself, then those of every script. */
export function entriesOf(project: Project): readonly (readonly string[])[] {
  const scripts = scriptsOf(project);
  const files = (names: readonly string[]) => names.flatMap((name) => filesOf(scripts[name] ?? '', project));
  const service = files(STARTS);
  const own = service.length > 0 ? service : USUAL.filter((path) => project.has(path)).slice(0, 1);
  return [own, files(Object.keys(scripts))];
}

/** `src/server.ts` of `node dist/server.js`. */
function filesOf(command: string, project: Project): readonly string[] {
  const words = command.match(/(?:\.\/)?(?:src|dist|build)\/[\w./-]+/g) ?? [];
  return words
    .map((word) => word.replace(/^\.\//, '').replace(/^(?:dist|build)\/(?:src\/)?/, 'src/'))
    .map((word) => `${word.replace(/\.[cm]?[jt]s$/, '')}.ts`)
    .filter((path) => project.has(path));
}

function scriptsOf(project: Project): Readonly<Record<string, string>> {
  try {
    const { scripts } = JSON.parse(project.read('package.json') ?? '{}') as { scripts?: unknown };
    return typeof scripts === 'object' && scripts !== null ? (scripts as Record<string, string>) : {};
  } catch {
    return {};
  }
}
