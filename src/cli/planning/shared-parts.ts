import { isAsGenerated } from '../../core/manifest.js';
import type { Project } from '../../core/project.js';
import type { Existing } from '../project/existing.js';
import { sourcesOf } from '../project/sources.js';

/** What resources share goes where nothing uses it any more, and nobody has edited it. */
export function withoutUnused(project: Project, { project: before, parts }: Existing): Project {
  const isUntouched = isAsGenerated(before);
  const written = project.changes();
  const unused = parts.sharedParts.filter((path) => {
    const test = testOf(path);
    const isMentioned = mentions(path);
    const isLeft = written.some(
      (one) =>
        one.kind !== 'create' &&
        isMentioned(one.path, one.before) &&
        !isMentioned(one.path, 'after' in one ? one.after : ''),
    );
    if (!isLeft || ![path, test].every((file) => isUntouched(file, before.read(file) ?? ''))) return false;
    return !sourcesOf(project).some((file) => file !== test && isMentioned(file, project.read(file) ?? ''));
  });
  return unused.reduce((left, path) => left.remove(path).remove(testOf(path)), project);
}

const testOf = (path: string): string => path.replace(/^src/, 'test').replace(/\.ts$/, '.test.ts');

/** Whether the text of a file imports another file: by its folder and its name, or by its name from the same folder. */
function mentions(path: string): (from: string, text: string) => boolean {
  const parts = path.replace(/\.ts$/, '.js').split('/');
  const [folder, name] = [parts.slice(0, -1).join('/'), `/${parts.slice(-2).join('/')}`];
  return (from, text) => {
    const isBeside = from.slice(0, from.lastIndexOf('/')) === folder;
    const words = [name, ...(isBeside ? [`./${parts.at(-1)}`] : [])];
    return words.some((word) => text.includes(`${word}'`) || text.includes(`${word}"`));
  };
}
