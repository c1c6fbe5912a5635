import type { FieldLists } from './field-lists.js';
import type {
  Access,
  Action,
  ActionDoer,
  BelongsTo,
  FieldCheck,
  HasRelation,
  ManyToMany,
  OnDelete,
  Operation,
  ScalarField,
  Transition,
  VisibleWhen,
} from './model.js';

/** A foreign key as written: what is left out is decided when the other resources are known. */
export interface ParsedBelongsTo extends Omit<BelongsTo, 'onDelete' | 'owner'> {
  readonly onDelete?: OnDelete;
  /** Whether it says that it is the owner, or that it is not. */
  readonly owner?: boolean;
}

/** The far side as written: `inverse` is the belongsTo of the target; `optional` and `onDelete` are for one that has to be added. */
export interface ParsedHas {
  readonly kind: HasRelation['kind'];
  readonly name: string;
  readonly target: string;
  readonly optional: boolean;
  readonly onDelete?: OnDelete;
  readonly inverse?: string;
}

export type ParsedField = ScalarField | ParsedBelongsTo | ManyToMany | ParsedHas;

/** An action as written: who may do it and which field has the states are decided beside the resource. */
export interface ParsedAction extends Omit<Action, 'by' | 'transition'> {
  readonly by?: ActionDoer;
  readonly transition?: Omit<Transition, 'field'> & Partial<Pick<Transition, 'field'>>;
}

/** A resource as written on the command line, at a prompt or in a spec file: every part is sound by itself. */
export interface ParsedResource extends FieldLists {
  readonly name: string;
  /** PascalCase. */
  readonly plural?: string;
  /** In kebab-case. */
  readonly path?: string;
  /** One line. */
  readonly description?: string;
  readonly access?: Access;
  /** In the order of the model's `operations`. */
  readonly operations?: readonly Operation[];
  readonly visible?: VisibleWhen;
  readonly softDelete?: boolean;
  readonly tests?: boolean;
  readonly fields: readonly ParsedField[];
  readonly checks?: readonly FieldCheck[];
  readonly actions?: readonly ParsedAction[];
  /** What it was called, where a spec file calls it something else than the project does. */
  readonly was?: string;
  /** What its fields are called, by what they were called. */
  readonly renames?: Readonly<Record<string, string>>;
}
