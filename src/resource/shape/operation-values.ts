import { changesRows, readsRows, type Serves, takesBodies, writesRows } from '../operations.js';

/**
 * What every resource template may ask of the operations there are.
 *
 * @param hasActions whether rows are locked and answered with by actions, too.
 */
export function operationValues(serves: Serves, hasActions = false) {
  const { list, get, create, replace, update } = serves;
  const hasChange = changesRows(serves);
  const whole = create ? 'create' : 'replace';
  const Whole = create ? 'Create' : 'Replace';
  return {
    hasList: list,
    hasGet: get,
    hasCreate: create,
    hasReplace: replace,
    hasUpdate: update,
    hasDelete: serves.delete,
    hasReads: readsRows(serves),
    hasWrites: writesRows(serves) || hasActions,
    /** A path of a single row. */
    hasItem: get || hasChange || serves.delete || hasActions,
    hasBody: takesBodies(serves),
    hasChange,
    answersWithRow: get || create || hasChange || hasActions,
    showsRows: list || get || create || hasChange || hasActions,
    /** A body that is a whole row; one schema does for both operations that take it, and is called after the first. */
    hasWhole: create || replace,
    whole,
    Whole,
    /** A PUT is an update that names every field, unless there is no other update. */
    change: update ? 'update' : 'replace',
    Change: update ? 'Update' : Whole,
    isChangePartial: update,
    /** Whether a service method takes a whole row: a PUT that is an update hands it over as changes. */
    takesWhole: create || (replace && !update),
    /** Writes to a row that is there: it is locked first. */
    hasLock: hasChange || serves.delete || hasActions,
    hasSave: hasChange || hasActions,
  };
}
