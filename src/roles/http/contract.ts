import type { Draft } from '../../core/draft.js';
import type { KnownEntity, Resource } from '../../resource/model.js';

/** An exported symbol and its module, as a project path without extension: `src/modules/posts/post.routes`. */
export interface Exported {
  readonly symbol: string;
  /** What a file calls it that imports it, where its own name would not do. */
  readonly as?: string;
  /** The same, for a file that has something else of that name. */
  readonly otherwise?: string;
  readonly from: string;
}

/** A symbol as a file imports it: `./post.repository.js`, `typeorm`. */
export interface Imported {
  readonly symbol: string;
  readonly from: string;
}

/** Source for the file of a class; both are '' where a framework builds none, and the types of what it takes are enough. */
export interface Injectable {
  /** Import statements. */
  readonly imports: string;
  /** The line above the class. */
  readonly decorator: string;
}

/** What a parameter has that takes the ORM's repository of an entity; nothing where we build the class ourselves. */
export interface InjectedRepository {
  /** Before the parameter, with a space: `@InjectRepository(Post) `. */
  readonly decorator: string;
  readonly imports: readonly Imported[];
}

/** What the files that every framework shares say of this one. */
export interface FrameworkWords {
  /** 'Express': what its users call it. */
  readonly framework: string;
  /** The module below src that starts the service: `server`. */
  readonly entry: string;
  /** Lets node run TypeScript files: `node --import <loader> file.ts`. */
  readonly loader: string;
  /** Runs a TypeScript file, with the variables of `.env`: `tsx …`. */
  readonly tsx: string;
  /** The same, again whenever a file changes. */
  readonly watch: string;
  /** More of the compiler's options and of the linter's rules: lines of JSON, each after a line break and with its comma. */
  readonly compilerOptions: string;
  readonly lintRules: string;
  /** The packages that show an OpenAPI document. */
  readonly viewer: Readonly<Record<'dependencies' | 'devDependencies', readonly string[]>> & {
    /** By whom a version of ours is asked for, and of what. */
    readonly overrides: readonly (readonly [dependent: string, name: string])[];
  };
  /** For the README: what lies where. */
  readonly layout: string;
  /** For AGENTS.md: the layers, and where new parts are named. */
  readonly guide: string;
}

/** How the project is put together and run: what every part of it may ask of its framework, whether it speaks HTTP or not. */
export interface Platform {
  readonly id: string;
  readonly words: FrameworkWords;
  /** What a class of ours has so that the framework can build it, and hand its constructor what it takes. */
  injectable(...dependencies: readonly Imported[]): Injectable;
  injectRepository(entity: string): InjectedRepository;
  /** Keep a connection to a server beside the database: opened at the start, asked for readiness, closed after the last request. */
  connect(draft: Draft, connection: Exported): void;
  /** Begin work beside requests once the database is ready, and stop it with the service: a `StartBackground`. */
  background(draft: Draft, start: Exported): void;
  /**
   * Let every class ask for what a module offers, `src/platform/jobs/jobs`, whose templates are in the folder; nothing to do where classes
   * are built by hand.
   */
  provide(draft: Draft, module: string, folder: string): void;
}

/** What the project serves over HTTP. */
export interface Api {
  /** Serve the operations of a module: `src/modules/auth/auth`, to which the framework's own suffix is appended. */
  mount(draft: Draft, module: string): void;
  /** Find out something about every request before its operation is reached: `src/modules/auth/authentication`. */
  use(draft: Draft, step: string): void;
  /** Go round every operation, once it is known that its caller may call it: `src/modules/idempotency/idempotency`. */
  intercept(draft: Draft, module: string): void;
  /** Serve something beside the API, such as its documentation, that may describe its operations. */
  page(draft: Draft, page: Exported): void;
  /** The files of a resource: controller and routes. */
  resourceFiles(draft: Draft, resource: Resource, known: ReadonlyMap<string, KnownEntity>): void;
  /** Serve them. */
  mountResource(draft: Draft, resource: Resource, known: ReadonlyMap<string, KnownEntity>): void;
}

/** What a feature may ask of a framework, whichever it is. Every method plans; a missing anchor becomes a manual step. */
export interface Framework {
  readonly platform: Platform;
  readonly api: Api;
}
