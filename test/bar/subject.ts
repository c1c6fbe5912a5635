import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import pg from 'pg';
import { emptyDatabase } from '../support/database.js';
import type { Project } from '../support/generated.js';
import { type Finished, mustRun, run } from '../support/run.js';
import { build } from '../support/tool.js';
import { boot, type BootOptions, launch, type Service } from '../support/service.js';
import { ApiDocument } from './document.js';
import { Client, expected, objectOf } from './http.js';
import { ExchangeLog } from './exchanges.js';
import { runTests, type TestRun } from './own-tests.js';
import { ProjectFiles } from './project-files.js';
import { World } from './world.js';

/** The project built, migrated and running in production mode. */
export interface Live {
  readonly service: Service;
  readonly client: Client;
  readonly document: ApiDocument;
  readonly sql: pg.Pool;
  readonly world: World;
}

export interface SubjectOptions {
  /** Empty the database first. Otherwise it has the tables already. */
  readonly fresh?: boolean;
  readonly isBuilt?: boolean;
  readonly sought?: RegExp;
  readonly changed?: readonly string[];
}

interface Reverting {
  readonly count?: number;
  readonly env?: BootOptions['env'];
}

/** A generated project under test. Nothing is built or started before a check asks for it. */
export class Subject {
  readonly files: ProjectFiles;
  readonly databaseUrl: string;
  /** What the service runs with in these tests. */
  readonly env: Readonly<Record<string, string>>;
  /** What the live service was asked and answered. */
  readonly exchanges = new ExchangeLog();
  /** What somebody looks for, who does not need all flaws there are: a planted fault's. */
  readonly sought: RegExp | undefined;
  /** Files that a planted fault is in; all others are those of a sound project. */
  readonly changed: readonly string[] | undefined;
  readonly #fresh: boolean;
  readonly #services: Service[] = [];
  readonly #closers: (() => unknown)[] = [];
  #built: Promise<void> | undefined;
  #migrated: Promise<void> | undefined;
  #live: Promise<Live> | undefined;
  #ownTests: Promise<TestRun> | undefined;

  constructor(project: Project, databaseUrl: string, options: SubjectOptions = {}) {
    this.files = new ProjectFiles(project);
    this.databaseUrl = databaseUrl;
    this.sought = options.sought;
    this.changed = options.changed;
    this.#fresh = options.fresh ?? true;
    if (options.isBuilt) this.#built = Promise.resolve();
    this.env = {
      NODE_ENV: 'production',
      DATABASE_URL: databaseUrl,
      RATE_LIMIT_MAX: '1000000',
      API_DOCS: 'on',
      ...(this.files.hasAuth && { JWT_SECRET: testSecret, AUTH_RATE_LIMIT_MAX: '1000000' }),
      ...(this.files.hasMail && mailSettings),
    };
  }

  build(): Promise<void> {
    this.#built ??= build(this.files.dir);
    return this.#built;
  }

  migrate(): Promise<void> {
    this.#migrated ??= this.#migrate();
    return this.#migrated;
  }

  live(): Promise<Live> {
    this.#live ??= this.#start();
    return this.#live;
  }

  /** The project's own tests, run once, in any order. */
  ownTests(): Promise<TestRun> {
    this.#ownTests ??= runTests(this.files);
    return this.#ownTests;
  }

  /** Another process of the same project. */
  async boot(options: BootOptions = {}): Promise<Service> {
    await this.migrate();
    const service = await boot(this.files.project, this.#with(options));
    this.#services.push(service);
    return service;
  }

  /** As `boot`, and does not wait: it may well refuse. */
  async launch(options: BootOptions = {}): Promise<Service> {
    await this.build();
    const service = await launch(this.files.project, this.#with(options));
    this.#services.push(service);
    return service;
  }

  /** Runs a program that the build made, as production does. */
  async node(args: readonly string[], env: BootOptions['env'] = {}): Promise<void> {
    await this.build();
    await mustRun(process.execPath, args, { cwd: this.files.dir, env: { ...this.env, ...env } });
  }

  /** Reverts the last migrations, or all: one by the command, the others in one process, where each would take a second to start. */
  async migrateDown({ count = Infinity, env = {} }: Reverting = {}): Promise<void> {
    await this.node(['dist/database/migrate.js', 'down'], env);
    if (count === 1) return;
    writeFileSync(join(this.files.dir, 'dist', 'migrate-down.js'), migrateDownScript);
    await this.node(['dist/migrate-down.js', String(count - 1)], env);
  }

  /** What every process in production mode printed so far. */
  logs(): string {
    return this.#services.map((service) => service.logs()).join('\n');
  }

  /** An npm command with the service's environment. */
  npm(...args: readonly string[]): Promise<Finished> {
    return run('npm', args, { cwd: this.files.dir, env: this.env });
  }

  async close(): Promise<void> {
    for (const closer of this.#closers) await closer();
    await Promise.all(this.#services.map((service) => service.stop()));
  }

  #with(options: BootOptions): BootOptions {
    return { ...options, env: { ...this.env, ...options.env } };
  }

  async #migrate(): Promise<void> {
    await this.build();
    if (!this.#fresh) return;
    await emptyDatabase(this.databaseUrl);
    await this.node(['dist/database/migrate.js', 'up']);
  }

  async #start(): Promise<Live> {
    const service = await this.boot();
    const client = new Client(service.url, this.exchanges.add);
    const sql = new pg.Pool({ connectionString: this.databaseUrl, max: 2 });
    this.#closers.push(
      () => client.close(),
      () => sql.end(),
    );
    const document = new ApiDocument(objectOf(expected(await client.get('/openapi.json'), 200)));
    const { resources, roles, hasAuth, hasTokens } = this.files;
    const world = new World({ client, sql, document, resources, roles, hasAuth, hasTokens });
    return { service, client, document, sql, world };
  }
}

const migrateDownScript = `import { readEnvironment } from './config/environment.js';
import { openDatabase } from './platform/database/connect.js';
import { migrationLimits } from './database/data-source.js';
import { migrateDown } from './platform/database/run-migrations.js';

const database = await openDatabase(readEnvironment(), { limits: migrationLimits });
for (let left = Number(process.argv[2]); left > 0; left -= 1) {
  if ((await migrateDown(database, () => {})).length === 0) break;
}
await database.close();
`;

/** Nothing is sent there: that is a worker's to do, which tests of mail start with a server of their own. */
const mailSettings = {
  SMTP_URL: 'smtp://127.0.0.1:1',
  MAIL_FROM: 'Plinth <no-reply@example.com>',
  APP_URL: 'https://app.example.com',
};

export const testSecret = randomBytes(48).toString('base64url');
