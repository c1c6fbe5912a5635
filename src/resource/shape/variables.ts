import type { Names } from '../names.js';
import { languageWords } from '../reserved-names.js';

/** Variables, parameters, functions and imports of the files that a resource has, whatever its name: a row is called none of these. */
export const fileVariables: ReadonlySet<string> = new Set(
  `
  actor admin afterAll always answer app beforeAll body byId can changed changes checkPrecondition checkState cursor cursors dataSource describe endpoint expect field fields find
  findPage fitting found hasUpdates id idParams ids ifMatch include includeQueryOf it joinRelations list listQueryOf loadable loaded loadRows
  manager mapPage missing never one other others overrides own ownerId page pageOf parameters params path post precondition query range read refused
  related relatedIds relation removed req request requireFitting requireOwner requirePermission requireVisible res row rows rowsVisibleTo rowTag seen service shown signedIn signIn slug sql
  startApp status store stranger tag task tasks
  unknownReference userSummary userSummarySchema value values where within withSlug work writer z
  beforeEach removeRow count createUser userRow insertRow saveRow instant user jsonDocument timeOfDay output
  inTransaction within
  console crypto fetch global globalThis performance process queueMicrotask structuredClone
  `
    .trim()
    .split(/\s+/),
);

/** What functions and constants of a resource end in: `postView` is one of Post, and would be a row of PostView. */
const derived = /^visible[A-Z]|(?:Body|Exists|Fields|Module|Of|Query|Schema|View)$/;

/** What one row and its collection are called in the code of a resource. */
export function variablesOf({ camel, plural }: Names): { readonly item: string; readonly items: string } {
  const clashes = isTaken(plural.camel) || plural.camel === camel;
  return {
    item: isTaken(camel) ? `${camel}Row` : camel,
    items: clashes ? `${camel}Rows` : plural.camel,
  };
}

const isTaken = (name: string): boolean =>
  fileVariables.has(name) || languageWords.has(name) || derived.test(name);
