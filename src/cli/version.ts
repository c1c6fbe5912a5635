import { createRequire } from 'node:module';

/** `src/cli` lies two folders below the package, `dist/src/cli` three. */
const toPackage = import.meta.url.endsWith('.ts') ? '../../package.json' : '../../../package.json';

/** The version of this package, read without loading anything else. */
export function version(): string {
  const { version: text } = createRequire(import.meta.url)(toPackage) as { version: string };
  return text;
}
