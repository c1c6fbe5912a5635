import type { ProjectFiles } from './project-files.js';

/** A mistake as one may make it in any project that has such a part. */
export interface Mistake {
  readonly what: string;
  /** Where it is made; the first group, if there is one, is the folder of `test` that has to notice. */
  readonly file: RegExp;
  readonly tests?: string;
  /** Tests of other files notice it too. */
  readonly everywhere?: true;
  /** Made at each match alone, */
  readonly find: RegExp;
  /** or at all of a file: where one alone makes no difference, or the tests cannot tell which it was. */
  readonly atOnce?: true;
  readonly replace: string;
  readonly wanted: (files: ProjectFiles) => boolean;
}

const always = (): boolean => true;
const hasAuth = (files: ProjectFiles): boolean => files.hasAuth;
/** Operations say that they are open, not that they are closed. */
const isClosedByDefault = (files: ProjectFiles): boolean => files.has('src/platform/http/access.guard.ts');
const hasWrites = (files: ProjectFiles): boolean => files.hasAuth || files.resources.length > 0;
const hasOwners = ({ resources }: ProjectFiles): boolean =>
  resources.some(({ fields }) => fields.some((field) => field.kind === 'belongsTo' && field.owner));
const hasUnique = ({ resources }: ProjectFiles): boolean =>
  resources.some(({ fields }) => fields.some((field) => field.kind === 'scalar' && field.unique));

const unique = /(?<=CREATE )UNIQUE (?=INDEX)|,\n\s*CONSTRAINT "\w+(?<!_id)_key" UNIQUE \([^)]*\)/g;
const services = /^src\/modules\/([^/]+)\/[^/]*service\.ts$/;

export const mistakes: readonly Mistake[] = [
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
  {
    what: 'fields that nobody knows are taken',
    file: /^src\/modules\/([^/]+)\/[^/]*schema\.ts$/,
    find: /\.strictObject\(/g,
    replace: '.object(',
    wanted: hasWrites,
  },
  {
    what: 'there is no longest text and no greatest number',
    file: /^src\/modules\/([^/]+)\/[^/]*schema\.ts$/,
    // Not before a rule of another kind, which may refuse what is too long: a pattern, or that for new passwords.
    find: /(z\s*\.(?:string|int32|number)\(\)(?:\s*\.(?:normalize|trim|min)\([^)]*\))*)\s*\.max\([\d.]+\)(?!\s*\.(?:regex\(\/\^\(\?:|meta\(\{ minLength))/g,
    replace: '$1',
    wanted: hasAuth,
  },
  {
    what: 'operations are open to all',
    file: /^src\/modules\/(?!auth\/)([^/]+)\/[^/]*routes\.ts$/,
    // The service asks again who it is.
    atOnce: true,
    find: /access: '(?:authenticated|admin|[\w-]+:\w+)'/g,
    replace: "access: 'public'",
    wanted: (files) => files.hasAuth && !isClosedByDefault(files),
  },
  {
    what: 'closed operations are open to all',
    file: /^src\/modules\/(?!auth\/)([^/]+)\/[^/]*controller\.ts$/,
    atOnce: true,
    // Where a controller has an open operation, and so the name; the others are closed by a decorator, or by having none.
    find: /(?<=import \{[^}]*\bPublic\b[^]*)(?:@Only\([^)]*\)|(?<=@(?:Post|Put|Patch|Delete)\([^)]*\)\n(?:\s+@HttpCode\(\d+\)\n)?)(?=\s+@ApiOperation))/g,
    replace: '@Public()\n',
    wanted: (files) => files.resources.length > 0 && isClosedByDefault(files),
  },
  {
    what: 'nothing is unique',
    file: /^src\/database\/migrations\/\d+-create-(?!users\.)(.+)\.ts$/,
    atOnce: true,
    find: unique,
    replace: '',
    wanted: hasUnique,
  },
  {
    what: 'an address may have two accounts',
    file: /^src\/database\/migrations\/\d+-create-users\.ts$/,
    tests: 'auth',
    atOnce: true,
    find: unique,
    replace: '',
    wanted: hasAuth,
  },
  {
    what: 'the guard lets everybody in',
    file: /^src\/platform\/http\/access\.ts$/,
    tests: 'platform/http/requests',
    everywhere: true,
    find: /if \(!actor\) throw [^;]+;/g,
    replace: 'if (!actor) return;',
    wanted: always,
  },
  {
    what: 'a value that is taken is a mistake of ours',
    file: /^src\/platform\/database\/errors\.ts$/,
    tests: 'platform/database/errors',
    everywhere: true,
    find: /case '23505':/g,
    replace: "case 'never':",
    wanted: always,
  },
];
