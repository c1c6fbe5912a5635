import type { ListPlace } from '../used-list.js';

type Place = Omit<ListPlace, 'order'>;

/** A list of values of one type, found by it where it lies elsewhere. */
const listOf = (
  type: string,
  variable: string,
  place: Pick<Place, 'usual' | 'list' | 'what' | 'users'>,
): Place => ({
  ...place,
  mark: new RegExp(String.raw`\b${type}\s*\[\]|Array<${type}>`),
  anchors: [
    { kind: 'typed', type },
    { kind: 'variable', name: variable },
  ],
});

/** Where a project has each list that features add to. */
export const lists = {
  configRule: {
    usual: 'src/config/config.ts',
    list: 'rules',
    mark: /\bz\s*\.\s*object\(/,
    anchors: [{ kind: 'variable', name: 'rules' }],
    what: 'the rules of the configuration',
    users: [],
  },
  seed: {
    usual: 'src/database/seed.ts',
    list: 'seeds',
    mark: /\bSeed\s*\[\]/,
    anchors: [
      { kind: 'typed', type: 'Seed' },
      { kind: 'variable', name: 'seeds' },
    ],
    what: 'the list of seeds',
    users: [],
  },
  job: listOf('Job', 'jobs', {
    usual: 'src/jobs.ts',
    list: 'jobs',
    what: 'the list of jobs',
    users: ['src/worker.ts', 'src/platform/jobs/in-server.ts'],
  }),
  message: listOf('Message', 'messages', {
    usual: 'src/messages.ts',
    list: 'messages',
    what: 'the list of messages',
    users: ['src/platform/mail/send-mail.job.ts', 'src/platform/mail/preview.ts'],
  }),
  accountHook: listOf('AccountHook', 'accountHooks', {
    usual: 'src/modules/users/account-hooks.ts',
    list: 'hooks',
    what: 'the list of account hooks',
    users: ['src/modules/users/account-events.ts'],
  }),
  testUser: listOf('AccountStep', 'userSteps', {
    usual: 'test/support/known-user.ts',
    list: 'userSteps',
    what: 'the list of what the people of the tests have',
    users: ['test/support/sign-in.ts'],
  }),
  credential: listOf('Credential', 'credentials', {
    usual: 'src/modules/auth/credentials.ts',
    list: 'credentials',
    what: 'the list of credentials',
    users: ['src/modules/auth/identification.ts'],
  }),
  signInMethod: listOf('SignInMethod', 'signInMethods', {
    usual: 'test/support/sign-in-methods.ts',
    list: 'methods',
    what: 'the list of sign-in methods that tests know',
    users: ['test/support/sign-in.ts'],
  }),
  securityScheme: listOf('SecurityScheme', 'securitySchemes', {
    usual: 'src/platform/http/security-schemes.ts',
    list: 'schemes',
    what: 'the list of security schemes',
    users: ['src/platform/http/openapi-parts.ts'],
  }),
  requestHeader: listOf('RequestHeader', 'requestHeaders', {
    usual: 'src/platform/http/request-headers.ts',
    list: 'headers',
    what: 'the list of request headers',
    users: ['src/platform/http/security.ts', 'src/platform/http/openapi-parts.ts'],
  }),
} satisfies Readonly<Record<string, Place>>;
