import type { Draft } from './draft.js';
import type { Answers, Questions } from './question.js';

/**
 * Everything installable: the base app, a framework, a capability, a resource. A value with questions and a synchronous plan.
 * `Tools` is what the plan gets beside its draft and answers; core knows no role, so `roles/tools.ts` names the real ones.
 */
export interface Feature<Tools, Q extends Questions = Questions> {
  readonly id: string;
  readonly title: string;
  /** One sentence for `plinth list`. */
  readonly summary: string;
  /** Ids of features, or names of roles ('http', 'persistence'), that must be there and are planned first. */
  readonly needs: readonly string[];
  /** Planned after these where both are chosen, without needing them. */
  readonly after?: readonly string[];
  readonly conflicts?: readonly string[];
  /** The role this feature fills, if any. At most one feature of a recipe fills a role, unless they share it. */
  readonly role?: string;
  /** Others may fill its role too. */
  readonly sharesRole?: boolean;
  /** Planned for every new project, never offered. */
  readonly foundation?: boolean;
  readonly questions: Q;
  plan(context: FeatureContext<Tools, Q>): void;
}

export type FeatureContext<Tools, Q extends Questions> = Tools & {
  readonly draft: Draft;
  readonly answers: Answers<Q>;
};

/** A feature with its answers, ready to be planned. */
export interface Step<Tools> {
  readonly feature: Feature<Tools>;
  readonly answers: Readonly<Record<string, string | boolean>>;
}
