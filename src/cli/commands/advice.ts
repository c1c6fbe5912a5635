/** What to do instead, with the words to type where there are some. */
export interface Advice {
  readonly say: string;
  readonly candidates?: readonly string[];
}

/** Words that people try for a feature, and its id. */
export const featureAliases: Readonly<Record<string, string>> = {
  auth: 'auth-jwt',
  authentication: 'auth-jwt',
  jwt: 'auth-jwt',
  login: 'auth-jwt',
  passport: 'auth-jwt',
  users: 'auth-jwt',
  user: 'auth-jwt',
  session: 'auth-sessions',
  sessions: 'auth-sessions',
  cookie: 'auth-sessions',
  cookies: 'auth-sessions',
  'express-session': 'auth-sessions',
  swagger: 'openapi',
  docs: 'openapi',
  compose: 'docker',
  'docker-compose': 'docker',
  container: 'docker',
  dockerfile: 'docker',
  github: 'ci',
  'github-actions': 'ci',
  actions: 'ci',
  workflow: 'ci',
  pipeline: 'ci',
  cache: 'redis',
  'rate-limit': 'redis',
  throttle: 'redis',
  queue: 'jobs',
  worker: 'jobs',
  cron: 'jobs',
  schedule: 'jobs',
  'pg-boss': 'jobs',
  bullmq: 'jobs',
  email: 'mail',
  'e-mail': 'mail',
  mailer: 'mail',
  smtp: 'mail',
  nodemailer: 'mail',
  'password-reset': 'accounts-email',
  'forgot-password': 'accounts-email',
  verification: 'accounts-email',
  'verify-email': 'accounts-email',
  'api-key': 'api-keys',
  apikey: 'api-keys',
  apikeys: 'api-keys',
  'access-token': 'api-keys',
  pat: 'api-keys',
  'idempotency-key': 'idempotency',
  'idempotency-keys': 'idempotency',
  idempotent: 'idempotency',
};

const resource: Advice = {
  say: 'A resource is an entity with its table, endpoints and tests: `plinth add resource Post title:string`.',
  candidates: ['add resource'],
};
const field: Advice = {
  say: 'A resource that is there gets a field by `plinth add field Post subtitle:string:optional`.',
  candidates: ['add field'],
};
const create: Advice = {
  say: 'Create a project with `plinth create my-api`.',
  candidates: ['create'],
};
const change: Advice = {
  say: 'A field is changed by `plinth change field Post title --max 300`, a resource by `plinth change resource Post --access owner`.',
  candidates: ['change field', 'change resource'],
};
const rename: Advice = {
  say: 'A field is renamed by `plinth rename field Post body content`, a resource by `plinth rename resource Post Article`.',
  candidates: ['rename field', 'rename resource'],
};
const remove: Advice = {
  say: 'A field is removed by `plinth remove field Post subtitle`, a resource by `plinth remove resource Comment`.',
  candidates: ['remove field', 'remove resource'],
};
const undo: Advice = {
  say: 'The last command is taken back by `plinth undo`; `plinth history` shows them.',
  candidates: ['undo'],
};
const script = (name: string): Advice => ({
  say: `That is a script of the project: \`npm run ${name}\`.`,
  candidates: [`npm run ${name}`],
});
const feature = (id: string): Advice => ({
  say: `Add it with \`plinth add feature ${id}\`.`,
  candidates: [`add feature ${id}`],
});
const check: Advice = {
  say: 'Whether the parts of a project fit together: `plinth check`.',
  candidates: ['check'],
};
const doctor: Advice = {
  say: 'Whether this machine and the set-up of a project are in order: `plinth doctor`.',
  candidates: ['doctor'],
};
const info: Advice = { say: 'See what the project has with `plinth info`.', candidates: ['info'] };

/** Commands of other tools, and what is said of them. */
export const commandAdvice: Readonly<Record<string, Advice>> = {
  generate: resource,
  g: resource,
  gen: resource,
  make: resource,
  scaffold: resource,
  resource,
  model: resource,
  entity: resource,
  crud: resource,
  controller: resource,
  field,
  column: field,
  init: create,
  new: create,
  start: create,
  n: create,
  rename,
  mv: rename,
  move: rename,
  edit: change,
  change: change,
  modify: change,
  alter: change,
  upgrade: {
    say: 'plinth update brings the project to what this version of Plinth writes.',
    candidates: ['update'],
  },
  remove,
  rm: remove,
  delete: remove,
  destroy: remove,
  d: remove,
  drop: remove,
  revert: undo,
  rollback: undo,
  reset: undo,
  dev: script('dev'),
  serve: script('dev'),
  run: script('dev'),
  build: script('build'),
  test: script('test'),
  lint: script('lint'),
  seed: script('seed'),
  migrate: script('migrate'),
  migration: script('migrate'),
  verify: script('verify'),
  status: info,
  show: info,
  diagnose: doctor,
  health: doctor,
  validate: check,
  version: { say: 'It is a flag: `plinth --version`.', candidates: ['--version'] },
  features: { say: '`plinth list` shows them.', candidates: ['list'] },
  ls: { say: '`plinth list` shows what can be added.', candidates: ['list'] },
  feature: {
    say: 'Write `plinth add feature <id>`; `plinth list` shows the ids.',
    candidates: ['add feature'],
  },
  install: {
    say: 'Write `plinth add feature <id>`; `plinth list` shows the ids.',
    candidates: ['add feature'],
  },
  openapi: feature('openapi'),
  docker: feature('docker'),
  redis: feature('redis'),
  jobs: feature('jobs'),
  mail: feature('mail'),
  'accounts-email': feature('accounts-email'),
  'api-keys': feature('api-keys'),
  idempotency: feature('idempotency'),
  ci: feature('ci'),
  ...Object.fromEntries(Object.entries(featureAliases).map(([word, id]) => [word, feature(id)])),
};

const flag = (text: string): Advice => ({ say: `Write ${text}.`, candidates: [text] });

/** Options of other tools, and ours. */
export const optionAdvice: Readonly<Record<string, Advice>> = {
  '--nest': flag('--framework nest'),
  '--nestjs': flag('--framework nest'),
  '--express': flag('--framework express'),
  '--postgres': flag('--database postgres'),
  '--db': flag('--database postgres'),
  '--npm': flag('--package-manager npm'),
  '--pnpm': flag('--package-manager pnpm'),
  '--yarn': flag('--package-manager yarn'),
  '--bun': flag('--package-manager bun'),
  '--pm': flag('--package-manager npm'),
  '--use-npm': flag('--package-manager npm'),
  '--use-pnpm': flag('--package-manager pnpm'),
  '--use-yarn': flag('--package-manager yarn'),
  '--use-bun': flag('--package-manager bun'),
  '--skip-install': flag('--no-install'),
  '--skip-git': flag('--no-git'),
  '--skip-tests': flag('--no-tests'),
  '--template': flag('--preset blog'),
  '--example': flag('--preset blog'),
  '--spec': flag('--from plinth.yaml'),
  '--config': flag('--from plinth.yaml'),
  '--file': flag('--from plinth.yaml'),
  '--resources': flag("--resource 'Post title:string'"),
  '--model': flag("--resource 'Post title:string'"),
  '--auth': flag('--features auth-jwt'),
  '--jwt': flag('--features auth-jwt'),
  '--docker': flag('--features docker'),
  '--swagger': flag('--features openapi'),
  '--openapi': flag('--features openapi'),
  '--ci': flag('--features ci'),
  '--redis': flag('--features redis'),
  '--jobs': flag('--features jobs'),
  '--mail': flag('--features mail'),
  '--pretend': flag('--dry-run'),
  '--silent': flag('--quiet'),
  '--defaults': flag('--yes'),
  '--non-interactive': flag('--yes'),
  '--dir': flag('--cwd <dir>'),
  '--path': flag('--cwd <dir>'),
  '--debug': flag('--verbose'),
  '--name': { say: 'The name is the folder: create-plinth my-api.' },
  '--typescript': { say: 'Leave it out: every project is written in TypeScript.' },
  '--ts': { say: 'Leave it out: every project is written in TypeScript.' },
  '--typeorm': { say: 'Leave it out: every project uses TypeORM.' },
  '--force': { say: 'There is no such flag: a file that is there is never overwritten.' },
  '--overwrite': { say: 'There is no such flag: a file that is there is never overwritten.' },
};
