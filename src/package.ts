import { existsSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(import.meta.url);

/** `.ts` where the tests run the sources, `.js` in what `npm run build` made of them. */
export const extension = extname(here);

/** The folder with our package.json. The build may put this module anywhere below it. */
export const packageRoot = upwards(dirname(here));

/** Where the features and roles lie, each in the folder it has in `src`. */
export const sources = join(packageRoot, extension === '.ts' ? 'src' : 'dist/src');

/** Folders of templates that come with Plinth. */
export const builtInTemplates = join(packageRoot, 'templates');

/** The version of this package, read without loading anything else. */
export function version(): string {
  const { version: text } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as {
    version: string;
  };
  return text;
}

function upwards(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : upwards(dirname(folder));
}
