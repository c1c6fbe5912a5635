import { edit, fault, type Fault } from './fault.js';

const database = 'src/platform/database';

/** What may be wrong with lists that are filtered by the ids of a relation to many rows. */
export const linkedListFaults: readonly Fault[] = [
  fault('R21', 'any of the ids will do', /tagIds=.* expected, not/, [
    edit(`${database}/find-page.ts`, 'of ids.entries()', 'of ids.slice(0, 1).entries()'),
  ]),
  fault('R21', 'the filter is passed over', /tagIds=.* expected, not/, [
    edit(`${database}/find-page.ts`, 'of ids.entries()', 'of ids.slice(9).entries()'),
  ]),
  fault('R21', 'the statement has the ids as they came', /400 expected/, [
    edit('src/platform/paging/filters.ts', '/^[\\da-f]{8}', '/[\\da-f]{8}'),
  ]),
  fault('R21', 'no index finds them', /no index finds/, [
    edit(`${database}/linked-rows.ts`, '`"${other}" = :${parameter}`', '`"${other}"::text = :${parameter}`'),
  ]),
];
