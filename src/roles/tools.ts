import type { Feature, FeatureContext } from '../core/feature.js';
import type { Project } from '../core/project.js';
import type { Questions } from '../core/question.js';
import type { KnownEntity } from '../resource/model.js';
import type { UserRoles } from '../resource/user-roles.js';
import type { Api, Platform } from './http/contract.js';
import type { Order } from './order.js';
import type { PersistenceRole } from './persistence/contract.js';
import type { ComposeService, Workspace } from './workspace/contract.js';

/** What is true of the whole project and fixed while a plan is made. */
export interface Facts {
  /** The package name: `my-api`. */
  readonly name: string;
  readonly packageManager: 'npm' | 'pnpm' | 'yarn' | 'bun';
  readonly database: string;
  /** Plinth's own version. */
  readonly version: string;
  /** Whether a registry has that version. */
  readonly published: boolean;
  /** The plan's moment: the one clock reading that names migrations. */
  readonly now: Date;
  /** Which of what features put into shared files comes before which; absent where everything comes in that order anyway. */
  readonly order?: Order;
  /** Tables that are there though no migration is called after them, with the migration that makes each. */
  readonly tables?: ReadonlyMap<string, string>;
  /** Ids of the features that are installed, or will be once this plan is done. */
  readonly features: ReadonlySet<string>;
  /** Whether a feature fills the role of identity: then there are users that sign in, and resources may belong to them. */
  readonly hasIdentity: boolean;
  /** The roles that people may have beside user and admin. */
  readonly roles: UserRoles;
  /** Entities of the project, planned ones included, by name. */
  readonly entities: ReadonlyMap<string, KnownEntity>;
}

export interface Tools {
  readonly facts: Facts;
  readonly platform: Platform;
  readonly api: Api;
  readonly persistence: PersistenceRole;
  readonly workspace: Workspace;
}

export interface PlinthFeature<Q extends Questions = Questions> extends Feature<Tools, Q> {
  /** The containers it wants beside the app, for whoever brings the compose file: it may come later than the feature. */
  readonly services?: readonly ComposeService[];
  /** Files by which a project shows that it has the feature, where no manifest says so. */
  readonly evidence?: readonly string[];
  /**
   * What it brings where another feature, or one that fills a role, is there too: by the id of that one, or the name of the role. It is
   * planned with whichever of the two comes later.
   */
  readonly beside?: Readonly<Record<string, (context: FeatureContext<Tools, Questions>) => void>>;
  /** Lists once more what commands have added to it since, by the files of the project: no manifest names that. */
  readonly relist?: (context: FeatureContext<Tools, Questions>, project: Project) => void;
  /** What it keeps in the database beside its entities, as people know it: `pgboss.job`. Then it is not taken out, and no resource has them. */
  readonly tables?: readonly string[];
  /** Entities it brings, which resources may point at. */
  readonly entities?: readonly KnownEntity[];
}

/** The roles that are filled by one of the folders in the role's own below src/roles; a feature may fill others, such as identity. */
export const adapterRoles = ['http', 'persistence'] as const;

export type AdapterRole = (typeof adapterRoles)[number];

export const isAdapter = ({ role }: Pick<PlinthFeature, 'role'>): boolean =>
  adapterRoles.some((one) => one === role);

/** Tells callers apart. */
export const isIdentity = ({ role }: Pick<PlinthFeature, 'role'>): boolean => role === 'identity';

/** Declares a feature; answers are inferred from the questions. */
export function defineFeature<const Q extends Questions>(feature: PlinthFeature<Q>): PlinthFeature<Q> {
  return feature;
}
