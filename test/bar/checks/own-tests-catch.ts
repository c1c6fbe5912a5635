import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyOf } from '../../support/generated.js';
import { type Check, flawsOfAll, noFlaws } from '../check.js';
import { asObject } from '../document.js';
import { ProjectFiles } from '../project-files.js';
import { listPath } from '../world.js';

/** A mistake as one may make it in any project that has such a part. */
interface Mistake {
  readonly what: string;
  /** Where it is made; the first group, if there is one, is the folder of `test` that has to notice. */
  readonly file: RegExp;
  readonly tests?: string;
  readonly find: RegExp;
  readonly replace: string;
  readonly wanted: (files: ProjectFiles) => boolean;
}

/** A mistake made in one file, and the one file of tests that is asked. */
interface Place {
  readonly what: string;
  readonly file: string;
  readonly text: string;
  readonly test: string;
}

const always = (): boolean => true;
const hasAuth = (files: ProjectFiles): boolean => files.hasAuth;
const hasWrites = (files: ProjectFiles): boolean => files.hasAuth || files.resources.length > 0;
const hasOwners = ({ resources }: ProjectFiles): boolean =>
  resources.some(({ fields }) => fields.some((field) => field.kind === 'belongsTo' && field.owner));
const hasUnique = ({ resources }: ProjectFiles): boolean =>
  resources.some(({ fields }) => fields.some((field) => field.kind === 'scalar' && field.unique));

const unique = /(?<=CREATE )UNIQUE (?=INDEX)|,\n\s*CONSTRAINT "\w+(?<!_id)_key" UNIQUE \([^)]*\)/g;
const services = /^src\/modules\/([^/]+)\/[^/]*service\.ts$/;

/** The mistakes of one round are made in one copy: no file of tests may see two of them. */
const rounds: readonly (readonly Mistake[])[] = [
  [
    {
      what: 'the owner is not asked for',
      file: services,
      find: /\brequire(?:Owner|Visible)\([^;{]*\);/g,
      replace: '',
      wanted: hasOwners,
    },
    {
      what: 'every password is right',
      file: /^src\/modules\/(auth)\/passwords?\.ts$/,
      find: /(\bmatches\([^{}]*\{\n)/g,
      replace: '$1    return true;\n',
      wanted: hasAuth,
    },
  ],
  [
    {
      what: 'If-Match is not looked at',
      file: services,
      find: /\bcheckPrecondition\([^;{]*\);/g,
      replace: '',
      wanted: hasWrites,
    },
    {
      what: 'a refresh token may be used again',
      file: /^src\/modules\/(auth)\/[^/]*service\.ts$/,
      find: /await [\w.#]+\.revoke\((?:session)?id\)/gi,
      replace: 'await Promise.resolve(false)',
      wanted: hasAuth,
    },
  ],
  [
    {
      what: 'fields that nobody knows are taken',
      file: /^src\/modules\/([^/]+)\/[^/]*schema\.ts$/,
      find: /\.strictObject\(/g,
      replace: '.object(',
      wanted: hasWrites,
    },
  ],
  [
    {
      what: 'there is no longest text and no greatest number',
      file: /^src\/modules\/([^/]+)\/[^/]*schema\.ts$/,
      // Not before a pattern of a field: that may refuse what is too long.
      find: /(z\s*\.(?:string|int32|number)\(\)(?:\s*\.(?:normalize|trim|min)\([^)]*\))*)\s*\.max\([\d.]+\)(?!\s*\.regex\(\/\^\(\?:)/g,
      replace: '$1',
      wanted: hasAuth,
    },
  ],
  [
    {
      what: 'operations are open to all',
      file: /^src\/modules\/(?!auth\/)([^/]+)\/[^/]*routes\.ts$/,
      find: /access: '(?:authenticated|admin)'/g,
      replace: "access: 'public'",
      wanted: hasAuth,
    },
  ],
  [
    {
      what: 'nothing is unique',
      file: /^src\/database\/migrations\/\d+-create-(?!users\.)(.+)\.ts$/,
      find: unique,
      replace: '',
      wanted: hasUnique,
    },
    {
      what: 'an address may have two accounts',
      file: /^src\/database\/migrations\/\d+-create-users\.ts$/,
      tests: 'auth',
      find: unique,
      replace: '',
      wanted: hasAuth,
    },
  ],
  [
    {
      what: 'the guard lets everybody in',
      file: /^src\/http\/router\.ts$/,
      tests: 'http/requests',
      find: /if \(!actor\) throw [^;]+;/g,
      replace: 'if (!actor) return;',
      wanted: always,
    },
    {
      what: 'a value that is taken is a mistake of ours',
      file: /^src\/database\/errors\.ts$/,
      tests: 'database/errors',
      find: /case '23505':/g,
      replace: "case 'never':",
      wanted: always,
    },
  ],
];

const t5: Check = {
  item: 'T5',
  title: "the project's own tests catch planted faults",
  how: 'In copies of the project every owner check, guard, unique constraint, strict body, longest length and `If-Match` is taken out, and of accounts the comparison of passwords and the end of a session whose token is used again: for each file, its own tests over HTTP fail.',
  async run(subject) {
    const left = [...rounds];
    const lane = (): Promise<readonly string[]> =>
      flawsOfAll(
        subject,
        rounds.map(() => async () => {
          const next = left.shift();
          return next ? flawsOf(subject.files, next) : [];
        }),
      );
    noFlaws((await Promise.all([lane(), lane()])).flat());
  },
};

async function flawsOf(files: ProjectFiles, round: readonly Mistake[]): Promise<readonly string[]> {
  const wanted = round.filter((mistake) => mistake.wanted(files));
  const flaws = wanted
    .filter((mistake) => placesOf(files, mistake).length === 0)
    .map(({ what }) => `there is no place for: ${what}`);
  const places = wanted.flatMap((mistake) => placesOf(files, mistake));
  return places.length === 0 ? flaws : [...flaws, ...(await unnoticed(files, places))];
}

function placesOf(files: ProjectFiles, { what, file, tests, find, replace }: Mistake): readonly Place[] {
  const untested = new Set(files.resources.filter((one) => !one.tests).map((one) => folderOf(listPath(one))));
  return files
    .list((path) => file.test(path))
    .flatMap((path) => {
      const sound = files.read(path);
      const text = sound.replace(find, replace);
      const folder = tests ?? file.exec(path)?.[1] ?? '';
      if (text === sound || untested.has(folder)) return [];
      return { what, file: path, text, test: testIn(files, folder) };
    });
}

const folderOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The tests over HTTP of a folder, or a file of tests that is named. */
const testIn = (files: ProjectFiles, name: string): string => {
  const [test] = files.list((path) => path.startsWith(`test/${name}`) && path.endsWith('.test.ts'));
  const [api] = files.list((path) => path.startsWith(`test/${name}/`) && path.endsWith('.api.test.ts'));
  return api ?? test ?? `test/${name} (none)`;
};

interface FileResult {
  readonly name: string;
  readonly assertionResults: readonly { readonly status: string }[];
}

/** A file in which nothing passes any more has not noticed the mistake: it does not run. */
async function unnoticed(files: ProjectFiles, places: readonly Place[]): Promise<readonly string[]> {
  const copy = copyOf(files.project);
  try {
    for (const { file, text } of places) writeFileSync(join(copy.dir, file), text);
    const report = join(copy.dir, 'report.json');
    const tests = [...new Set(places.map(({ test }) => test))];
    const options = ['run', ...tests, '--no-isolate', '--reporter=json', `--outputFile=${report}`];
    const { stderr } = await new ProjectFiles(copy).tool('vitest', options);
    const { testResults } = asObject(JSON.parse(readFileSync(report, 'utf8')));
    const results = testResults as readonly FileResult[];
    return places.flatMap(({ what, file, test }) => {
      const ran = results.find(({ name }) => name.endsWith(test))?.assertionResults ?? [];
      const statuses = new Set(ran.map(({ status }) => status));
      if (!statuses.has('passed')) return [`${file}: ${what}, and ${test} does not run: ${stderr}`];
      return statuses.has('failed') ? [] : [`${file}: ${what}, and ${test} passes`];
    });
  } finally {
    copy.remove();
  }
}

export const ownTestsCatchChecks: readonly Check[] = [t5];
