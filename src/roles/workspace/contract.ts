import type { Draft } from '../../core/draft.js';

/** A variable of the environment: `schema` is the zod expression that parses it, `example` the line of `.env.example`. */
export interface EnvVariable {
  readonly name: string;
  readonly schema: string;
  readonly example: string;
  /** One line above it in `.env.example`. */
  readonly comment: string;
}

/** The files every feature shares. One owner each, reached only through here. */
export interface Workspace {
  /** The version comes from templates/versions/package.json; an unknown package throws. */
  dependency(draft: Draft, name: string, kind?: 'dependencies' | 'devDependencies'): void;
  script(draft: Draft, name: string, command: string): void;
  env(draft: Draft, variable: EnvVariable): void;
  /** A service of compose.yaml, as YAML text of its body (unindented). No compose file: nothing to do. */
  service(draft: Draft, name: string, body: string): void;
}
