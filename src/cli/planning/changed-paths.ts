import type { Resource } from '../../resource/model.js';
import { namesOfResource } from '../../resource/names.js';
import type { ModelChange } from './model-change.js';

/** A resource whose path in the API is another one. */
interface ChangedPath {
  readonly resource: Resource;
  readonly from: string;
  readonly to: string;
}

export const changedPaths = ({ changed }: Pick<ModelChange, 'changed'>): readonly ChangedPath[] =>
  changed.flatMap(({ before, after }) => {
    const [from, to] = [namesOfResource(before).path, namesOfResource(after).path];
    return from === to ? [] : [{ resource: before, from, to }];
  });

export const pathNotes = (change: Pick<ModelChange, 'changed'>): readonly string[] =>
  changedPaths(change).map(
    ({ from, to }) => `The path /${from} of the API is /${to} from now on: its callers have to follow.`,
  );
