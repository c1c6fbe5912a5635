/** A header that some operations take, beside those of every API. */
export interface RequestHeader {
  readonly name: string;
  readonly description: string;
  readonly isTakenBy: (operation: Operation) => boolean;
}

interface Operation {
  readonly method: string;
  /** Below /api/v1: `/posts/:id`. */
  readonly path: string;
}
