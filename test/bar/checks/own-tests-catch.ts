import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyDatabase, openDatabase } from '../../support/database.js';
import { copyOf } from '../../support/generated.js';
import { type Check, noFlaws } from '../check.js';
import { asObject } from '../document.js';
import { type Mistake, mistakes } from '../mistakes.js';
import { ProjectFiles } from '../project-files.js';
import { listPath } from '../world.js';

/** A mistake made at one place of one file, and the one file of tests that is asked. */
interface Place {
  readonly what: string;
  readonly file: string;
  readonly line: number;
  readonly text: string;
  readonly test: string;
  readonly everywhere: boolean;
}

const t5: Check = {
  item: 'T5',
  title: "the project's own tests catch planted faults",
  how: 'In copies of the project every owner check, guard, unique constraint, strict body, longest length and `If-Match` is taken out, one by one, and of accounts the comparison of passwords and the end of a session whose token is used again: the tests of that part over HTTP fail.',
  async run({ files, changed, sought }) {
    // Where a flaw is sought, mistakes that it does not speak of are left out.
    const isSought = ({ what }: Mistake): boolean => sought?.source.includes(what) ?? true;
    const wanted = mistakes.filter((mistake) => mistake.wanted(files) && isSought(mistake));
    const made = wanted.map((mistake) => ({ mistake, places: placesOf(files, mistake) }));
    const places = made.flatMap((one) => one.places);
    const left = together(changed ? places.filter(({ test }) => changed.includes(test)) : places);
    const flaws = made
      .filter(({ places }) => places.length === 0)
      .map(({ mistake }) => `there is no place for: ${mistake.what}`);
    const lane = async (): Promise<void> => {
      const database = await openDatabase();
      try {
        for (let next = left.shift(); next; next = left.shift())
          flaws.push(...(await unnoticed(files, next, database.url)));
      } finally {
        await database.close();
      }
    };
    await Promise.all([lane(), lane()]);
    noFlaws(flaws);
  },
};

function placesOf(files: ProjectFiles, mistake: Mistake): readonly Place[] {
  const untested = new Set(files.resources.filter((one) => !one.tests).map((one) => folderOf(listPath(one))));
  const { what, everywhere = false } = mistake;
  return files
    .list((path) => mistake.file.test(path))
    .flatMap((file) => {
      const folder = mistake.tests ?? mistake.file.exec(file)?.[1] ?? '';
      if (untested.has(folder)) return [];
      const test = testIn(files, folder, file);
      return variantsOf(files.read(file), mistake).map((one) => ({ what, file, test, everywhere, ...one }));
    });
}

/** The text with the mistake at each of its places, one at a time, or at all of them. */
function variantsOf(
  sound: string,
  { find, replace, atOnce }: Mistake,
): readonly Pick<Place, 'text' | 'line'>[] {
  const here = new RegExp(find.source, find.flags.replace('g', 'y'));
  const matches = [...sound.matchAll(find)].slice(0, atOnce ? 1 : undefined);
  return matches.map(({ index }) => {
    here.lastIndex = index;
    const text = sound.replace(atOnce ? find : here, replace);
    return { text, line: sound.slice(0, index).split('\n').length };
  });
}

/** What can be made in one copy: no file of tests may see two mistakes. */
function together(places: readonly Place[]): Place[][] {
  const copies: Place[][] = [];
  for (const place of places) {
    const fits = (copy: readonly Place[]): boolean =>
      copy.every(({ test, everywhere }) => test !== place.test && everywhere === place.everywhere);
    const copy = copies.find(fits);
    if (copy) copy.push(place);
    else copies.push([place]);
  }
  return copies;
}

const folderOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The tests over HTTP that are called as the file with the mistake is, or are the first of the folder; or a file of tests that is named. */
const testIn = (files: ProjectFiles, name: string, file: string): string => {
  const [stem = ''] = folderOf(file).split('.');
  const own = `test/${name}/${stem}.api.test.ts`;
  if (files.has(own)) return own;
  const [test] = files.list((path) => path.startsWith(`test/${name}`) && path.endsWith('.test.ts'));
  const [api] = files.list((path) => path.startsWith(`test/${name}/`) && path.endsWith('.api.test.ts'));
  return api ?? test ?? `test/${name} (none)`;
};

interface FileResult {
  readonly name: string;
  readonly assertionResults: readonly { readonly status: string }[];
}

/** A file in which nothing passes any more has not noticed the mistake: it does not run. */
async function unnoticed(
  files: ProjectFiles,
  places: readonly Place[],
  databaseUrl: string,
): Promise<readonly string[]> {
  const copy = copyOf(files.project);
  try {
    for (const { file, text } of places) writeFileSync(join(copy.dir, file), text);
    await emptyDatabase(databaseUrl);
    const report = join(copy.dir, 'report.json');
    const tests = [...new Set(places.map(({ test }) => test))];
    const options = ['run', ...tests, '--no-isolate', '--reporter=json', `--outputFile=${report}`];
    // One that stays up: making a database for each run takes longer than the tests.
    const { stderr } = await new ProjectFiles(copy).tool('vitest', options, {
      TEST_DATABASE_URL: databaseUrl,
    });
    const { testResults } = asObject(JSON.parse(readFileSync(report, 'utf8')));
    const results = testResults as readonly FileResult[];
    return places.flatMap(({ what, file, line, test }) => {
      const ran = results.find(({ name }) => name.endsWith(test))?.assertionResults ?? [];
      const statuses = new Set(ran.map(({ status }) => status));
      if (!statuses.has('passed')) return [`${file}:${line}: ${what}, and ${test} does not run: ${stderr}`];
      return statuses.has('failed') ? [] : [`${file}:${line}: ${what}, and ${test} passes`];
    });
  } finally {
    copy.remove();
  }
}

export const ownTestsCatchChecks: readonly Check[] = [t5];
