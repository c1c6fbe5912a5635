import type { Facts } from '../../src/roles/tools.js';
import { describe, expect, it } from 'vitest';
import { openDraft } from '../../src/core/recording-draft.js';
import nest from '../../src/roles/http/nest/wiring.js';
import { rendererOf } from '../core/workshop.js';
import { filesOf, projectOf } from './planning.js';

type Sources = Readonly<Record<string, string>>;

/** Mounts the module of reviews, as `plinth add resource Review` does. */
function mounted(sources: Sources) {
  const draft = openDraft(projectOf(new Map(Object.entries(sources))), rendererOf({}));
  nest({} as Facts).api.mount(draft, 'src/modules/reviews/review');
  return { files: Object.fromEntries(filesOf(draft)), manual: draft.manualSteps };
}

const module = (name: string, rest = ''): string =>
  `@Module({ imports: [HealthModule] })\nexport class ${name} {${rest}}\n`;
const app = `import { Module } from '@nestjs/common';\nimport { HealthModule } from './health.js';\n\n`;
const factory = `import { NestFactory } from '@nestjs/core';\n`;
const main = (what: string, from: string): string =>
  `${factory}import ${what} from '${from}';\n\nawait NestFactory.create(`;
const usual = `${main('{ AppModule }', './app.module.js')}AppModule);\n`;
const appModule = { 'src/app.module.ts': app + module('AppModule') };
const worker = { 'src/worker.module.ts': app + module('WorkerModule') };
const context = `${factory}import { WorkerModule } from './worker.module.js';\n\nawait NestFactory.`;

interface Found extends Sources {
  readonly 'src/app.module.ts': string;
}

/** Each leads to AppModule of src/app.module.ts, whatever stands on the way. */
const found: Readonly<Record<string, Found>> = {
  'by its own name': { ...appModule, 'src/main.ts': usual },
  'through an aliased import': {
    ...appModule,
    'src/main.ts': `${main('{ AppModule as Root }', './app.module.js')}Root);\n`,
  },
  'as a default export': {
    'src/app.module.ts': `${app}@Module({ imports: [HealthModule] })\nexport default class AppModule {}\n`,
    'src/main.ts': `${main('Root', './app.module')}Root);\n`,
  },
  'as a default export by name': {
    'src/app.module.ts': `${app}@Module({ imports: [HealthModule] })\nclass AppModule {}\n\nexport default AppModule;\n`,
    'src/main.ts': `${main('Root', './app.module')}Root);\n`,
  },
  'exported under another name': {
    'src/app.module.ts': `${app}@Module({ imports: [HealthModule] })\nclass AppModule {}\n\nexport { AppModule as Root };\n`,
    'src/main.ts': `${main('{ Root }', './app.module')}Root);\n`,
  },
  'through a barrel': {
    ...appModule,
    'src/index.ts': `export { AppModule as Root } from './app.module.js';\n`,
    'src/main.ts': `${main('{ Root }', './index.js')}Root);\n`,
  },
  'through a barrel of everything': {
    ...appModule,
    'src/root/index.ts': `export * from './other.js';\nexport * from '../app.module.js';\n`,
    'src/root/other.ts': `export const other = 1;\n`,
    'src/main.ts': `${main('{ AppModule }', './root')}AppModule);\n`,
  },
  'through a path alias': {
    ...appModule,
    'src/main.ts': `${main('{ AppModule }', '@/app.module')}AppModule);\n`,
  },
  'as part of a whole module': {
    ...appModule,
    'src/main.ts': `${main('* as root', './app.module.js')}root.AppModule);\n`,
  },
  'given to a factory by another name': {
    ...appModule,
    'src/main.ts': usual
      .replace('{ NestFactory }', '{ NestFactory as Nest }')
      .replace(/NestFactory\.c/, 'Nest.c'),
  },
  'given to the factory of a whole module': {
    ...appModule,
    'src/main.ts': usual
      .replace('{ NestFactory }', '* as core')
      .replace(/NestFactory\.c/, 'core.NestFactory.c'),
  },
  'with a type argument, an adapter and options': {
    ...appModule,
    'src/main.ts': `${main('{ AppModule }', './app.module.js').replace('create(', 'create<App>(')}AppModule, new Adapter(), { logger: false });\n`,
  },
  'through a constant': {
    ...appModule,
    'src/main.ts': `${usual.replace('await', 'const root = AppModule satisfies Type;\n\nawait').replace('(AppModule)', '(root)')}`,
  },
  'as a dynamic module': {
    ...appModule,
    'src/main.ts': usual.replace('(AppModule)', '(AppModule.forRoot(config))'),
  },
  'as an awaited dynamic module': {
    ...appModule,
    'src/main.ts': usual.replace(
      '(AppModule)',
      '(await AppModule.forRootAsync({ useFactory: () => { return 1; } }))',
    ),
  },
  'as an object': {
    ...appModule,
    'src/main.ts': usual.replace('(AppModule)', '({ module: AppModule, imports: [WorkerModule] })'),
  },
  'through a function of the same file': {
    ...appModule,
    'src/main.ts': `${usual.replace('(AppModule)', '(root())')}
function root() {
  const name = [1].map(() => {
    return WorkerModule;
  });
  return { module: AppModule, imports: [] };
}\n`,
  },
  'through a function that returns it in two places': {
    ...appModule,
    'src/main.ts': `${usual.replace('(AppModule)', '(root())')}
const root = () => {
  if (process.env.PLAIN) return AppModule;
  return AppModule.forRoot();
};\n`,
  },
  'through a function of another file': {
    ...appModule,
    'src/root.ts': `import { AppModule } from './app.module.js';\n\nexport async function root() {\n  return { module: AppModule };\n}\n`,
    'src/main.ts': `${main('{ root }', './root.js')}await root());\n`,
  },
  'through a function that is a default export': {
    ...appModule,
    'src/root.ts': `import { AppModule } from './app.module.js';\n\nexport default () => AppModule;\n`,
    'src/main.ts': `${main('root', './root.js')}root());\n`,
  },
  'through a constant of another file': {
    ...appModule,
    'src/root.ts': `import { AppModule } from './app.module.js';\n\nexport const root = AppModule.forRoot();\n`,
    'src/main.ts': `${main('{ root }', './root.js')}root);\n`,
  },
  'in a file that main.ts calls': {
    ...appModule,
    ...worker,
    'src/main.ts': `import { start } from './boot/start.js';\n\nawait start();\n`,
    'src/boot/start.ts': `import { createApp } from './create-app.js';\n\nexport const start = () => createApp();\n`,
    'src/boot/create-app.ts': `${factory}import { AppModule } from '../app.module.js';\n\nexport const createApp = () => NestFactory.create(AppModule);\n`,
    'src/a-worker.ts': `${context}create(WorkerModule);\n`,
  },
  'beside a worker of its own': {
    ...appModule,
    ...worker,
    'src/main.ts': usual,
    'src/a-worker.ts': `${context}create(WorkerModule);\n`,
    'src/command.ts': `${context}createApplicationContext(WorkerModule);\n`,
  },
  'beside a context in the same file': {
    ...appModule,
    ...worker,
    'src/main.ts': `import { WorkerModule } from './worker.module.js';\n${usual.replace('await', 'await NestFactory.createApplicationContext(WorkerModule);\nawait')}`,
  },
  'in a file of another name': {
    ...appModule,
    'src/server.ts': usual,
    'src/command.ts': `${context}createMicroservice(WorkerModule);\n`,
  },
  'in a file with other modules above it': {
    'src/app.module.ts': `${app}${module('FirstModule')}\n${module('AppModule')}`,
    'src/main.ts': usual,
  },
  'by an aliased decorator': {
    'src/app.module.ts': (app + module('AppModule'))
      .replace('{ Module }', '{ Module as Part }')
      .replace('@Module', '@Part'),
    'src/main.ts': usual,
  },
};

const added =
  /^@\w+\(\{ imports: \[HealthModule, ReviewModule\] \}\)\n(?:export )?(?:default )?class AppModule /m;

describe('the root module is found', () => {
  it.each(Object.entries(found))('%s', (_, sources) => {
    const { files, manual } = mounted(sources);
    expect(manual).toEqual([]);
    const text = files['src/app.module.ts'] ?? '';
    expect(text).toMatch(added);
    expect(text.match(/ReviewModule\]/g)).toHaveLength(1);
    expect(text).toMatch(/^import \{ ReviewModule \} from '\.\/modules\/reviews\/review\.module(\.js)?';$/m);
    expect(files).toEqual({ ...sources, 'src/app.module.ts': text });
    expect(mounted(files)).toEqual({ files, manual: [] });
  });
});

/** Nothing can be edited safely: the reason, and the snippet for the user. */
const unclear: Readonly<Record<string, readonly [sources: Sources, reason: string]>> = {
  'no application': [appModule, 'No file of this project calls NestFactory.create.'],
  'a module that is worked out': [
    {
      ...appModule,
      ...worker,
      'src/main.ts': usual.replace('(AppModule)', '(pick([AppModule, WorkerModule]))'),
    },
    'It cannot be told which module NestFactory.create is given in src/main.ts.',
  ],
  'a function that returns one or the other': [
    {
      ...appModule,
      ...worker,
      'src/main.ts': `import { WorkerModule } from './worker.module.js';\n${usual.replace('(AppModule)', '(root())')}
function root() {
  if (process.env.WORKER) return WorkerModule;
  return AppModule;
}\n`,
    },
    'It cannot be told which module NestFactory.create is given in src/main.ts.',
  ],
  'a module of a package': [
    { ...appModule, 'src/main.ts': `${main('{ AppModule }', '@acme/app')}AppModule);\n` },
    'It cannot be told which module NestFactory.create is given in src/main.ts.',
  ],
  'a main.ts that does not parse': [
    {
      ...appModule,
      ...worker,
      'src/main.ts': `${usual}const = {`,
      'src/a-worker.ts': `${context}create(WorkerModule);\n`,
    },
    'It cannot be told which module NestFactory.create is given in src/main.ts.',
  ],
  'several applications': [
    {
      ...appModule,
      ...worker,
      'src/api.ts': usual,
      'src/worker.ts': `${context}create(WorkerModule);\n`,
    },
    'Applications are created from several modules: AppModule of src/app.module.ts, WorkerModule of src/worker.module.ts.',
  ],
  'a root module that does not parse': [
    { 'src/app.module.ts': `${app}${module('AppModule')}const = {`, 'src/main.ts': usual },
    'src/app.module.ts does not parse, so it was left alone.',
  ],
  'a class that is no module': [
    { 'src/app.module.ts': 'export class AppModule {}\n', 'src/main.ts': usual },
    'src/app.module.ts has no @Module on a class AppModule.',
  ],
  'imports that are worked out': [
    {
      'src/app.module.ts': app + module('AppModule').replace('[HealthModule]', 'load()'),
      'src/main.ts': usual,
    },
    'The list "imports" of @Module on the class AppModule is not a plain list.',
  ],
  'imports of a package': [
    {
      'src/app.module.ts': `import { imports } from '@acme/modules';\n${app}${module('AppModule').replace(': [HealthModule]', '')}`,
      'src/main.ts': usual,
    },
    `The list "imports" of @Module on the class AppModule is imported from '@acme/modules'.`,
  ],
  'another class of that name': [
    {
      'src/app.module.ts': `${app}const ReviewModule = 1;\n${module('AppModule')}`,
      'src/main.ts': usual,
    },
    'The name ReviewModule is taken in src/app.module.ts: it is a variable.',
  ],
};

describe('a step by hand, and not a line changed', () => {
  it.each(Object.entries(unclear))('%s', (_, [sources, reason]) => {
    const { files, manual } = mounted(sources);
    expect(files).toEqual(sources);
    expect(manual).toEqual([
      {
        path: 'src/app.module.ts',
        what: 'import ReviewModule in the root module',
        reason,
        snippet: `import { ReviewModule } from './modules/reviews/review.module.js';\nReviewModule,`,
      },
    ]);
  });
});

const list = `import { HealthModule } from './health.js';\n\nexport const modules = [HealthModule];\n`;
const listing = `import { Module } from '@nestjs/common';\nimport { modules } from './list.js';\n\n@Module({ imports: modules })\nexport class AppModule {}\n`;

/** Where the imports of the root module are written. */
const elsewhere: Readonly<Record<string, readonly [sources: Sources, path: string]>> = {
  'another file': [{ 'src/app.module.ts': listing, 'src/list.ts': list }, 'src/list.ts'],
  'another file, spread': [
    { 'src/app.module.ts': listing.replace(': modules', ': [...modules]'), 'src/list.ts': list },
    'src/list.ts',
  ],
  'another file, through a barrel': [
    {
      'src/app.module.ts': listing,
      'src/list.ts': `export { parts as modules } from './parts/index.js';\n`,
      'src/parts/index.ts': list.replace('modules', 'parts').replace('./', '../'),
    },
    'src/parts/index.ts',
  ],
  'a constant, in steps': [
    {
      'src/app.module.ts': `${app}const own = [HealthModule] as const;\nconst imports = [...own];\n\n@Module({ imports })\nexport class AppModule {}\n`,
    },
    'src/app.module.ts',
  ],
  'options of their own': [
    {
      'src/app.module.ts': `${app}const options: ModuleMetadata = { imports: [HealthModule] };\n\n@Module(options)\nexport class AppModule {}\n`,
    },
    'src/app.module.ts',
  ],
};

describe('the imports are written elsewhere', () => {
  it.each(Object.entries(elsewhere))('in %s', (_, [sources, path]) => {
    const before: Sources = { ...sources, 'src/main.ts': usual };
    const { files, manual } = mounted(before);
    expect(manual).toEqual([]);
    expect(files[path]).toContain('[HealthModule, ReviewModule]');
    expect(files[path]).toMatch(
      /^import \{ ReviewModule \} from '(\.\.?)\/modules\/reviews\/review\.module\.js';$/m,
    );
    expect(files).toEqual({ ...before, [path]: files[path] });
    expect(mounted(files)).toEqual({ files, manual: [] });
  });
});

describe('a module that is there already is not imported again', () => {
  it.each(['ReviewModule', 'ReviewModule.forRoot({ stars: 5 })', 'forwardRef(() => ReviewModule)', 'Again'])(
    'as %s',
    (element) => {
      const name = element === 'Again' ? 'ReviewModule as Again' : 'ReviewModule';
      const text = `import { ${name} } from './modules/reviews/review.module.js';\n${app}${module('AppModule').replace(']', `, ${element}]`)}`;
      const sources = { 'src/app.module.ts': text, 'src/main.ts': usual };
      expect(mounted(sources)).toEqual({ files: sources, manual: [] });
    },
  );
});
