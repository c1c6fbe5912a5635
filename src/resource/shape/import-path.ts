import { posix } from 'node:path';

/** How a file imports a module of the project: `../tags/tag.view.js` for `src/modules/tags/tag.view`. */
export function importPath(file: string, module: string): string {
  const relative = posix.relative(posix.dirname(file), module);
  return `${relative.startsWith('.') ? relative : `./${relative}`}.js`;
}
