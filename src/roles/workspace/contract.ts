import type { Draft } from '../../core/draft.js';
import type { Exported } from '../http/contract.js';
import type { Manifest } from '../../core/manifest-shape.js';

/** A variable of the environment. */
export interface EnvVariable {
  readonly name: string;
  /** The zod expression that parses it. */
  readonly schema: string;
  /** What the expression needs imported. */
  readonly uses?: readonly Exported[];
  /** What the project's own tests run with. */
  readonly test?: string;
  /** Its line in `.env.example`; '' for none. */
  readonly example: string;
  /** One line above that. */
  readonly comment: string;
}

/** A container beside the app. */
export interface ComposeService {
  readonly name: string;
  readonly body: string;
  /** What the app is told of it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Whether the app needs it; one that works beside it is not waited for. */
  readonly isAwaited: boolean;
}

/** The files every feature shares. One owner each, reached only through here. */
export interface Workspace {
  /** The version comes from templates/versions/package.json; an unknown package throws. */
  dependency(draft: Draft, name: string, kind?: 'dependencies' | 'devDependencies'): void;
  /** Gives a package another version of what it depends on: ours, from the same place. */
  override(draft: Draft, manager: Manifest['packageManager'], dependent: string, name: string): void;
  script(draft: Draft, name: string, command: string): void;
  env(draft: Draft, variable: EnvVariable): void;
  /** A check over several variables: a function (config, context) that adds issues. */
  configRule(draft: Draft, rule: Exported): void;
  /** Rows that a development database starts with. */
  seed(draft: Draft, seed: Exported): void;
  /** What a worker runs: a value of `defineJob`, for a project with the feature `jobs`. */
  job(draft: Draft, job: Exported): void;
  /** What may be mailed: a value of `defineMessage`, for a project with the feature `mail`. */
  message(draft: Draft, message: Exported): void;
  /** What else is done when something happens to an account: an `AccountHook`, for a project with accounts. */
  accountHook(draft: Draft, hook: Exported): void;
  /** What else the people of its tests have: an `AccountStep`. */
  testUser(draft: Draft, step: Exported): void;
  /** What a request may prove its sender with: a `Credential`, for a project with accounts. The first valid one counts. */
  credential(draft: Draft, credential: Exported): void;
  /** How tests sign somebody in: a `SignInMethod`, for a project with accounts. The first one is every test's. */
  signInMethod(draft: Draft, method: Exported): void;
  /** What the API's document says of credentials: a `SecurityScheme`, for a project with that document. */
  securityScheme(draft: Draft, scheme: Exported): void;
  /** A header that requests may have: a `RequestHeader`. */
  requestHeader(draft: Draft, header: Exported): void;
  /** A section of the README, appended; one with the same heading is left alone. */
  readme(draft: Draft, section: string): void;
  /** The same for AGENTS.md. */
  guide(draft: Draft, section: string): void;
  /**
   * A service of compose.yaml, as YAML text of its body (unindented), and what the app's environment says of
   * it. No compose file: nothing to do.
   */
  service(draft: Draft, service: ComposeService): void;
  /** The services of all features that the project has: for the feature that writes compose.yaml. */
  services(draft: Draft): void;
}
