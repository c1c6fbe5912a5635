import { manual, type Outcome } from '../core/outcome.js';

export type ClassAnchor = { readonly name: string } | { readonly decorator: string };

export interface NewMember {
  readonly name: string;
  /** Unindented lines, decorators included. */
  readonly source: string;
}

export function addMember(_text: string, _path: string, _cls: ClassAnchor, member: NewMember): Outcome {
  return manual('Being written.', member.source);
}
