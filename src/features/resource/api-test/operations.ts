import type { Shape } from '../../../resource/shape/shape.js';

/** What the tests of operations print: how they call those there are, and what the others answer. */
export function operationTests({ serves }: Shape) {
  const { get, create, replace, update } = serves;
  const hasLock = replace || update || serves.delete;
  const ofOne = leftOutOfOne(serves);
  const leftOut = [...leftOutOfAll(serves), ...ofOne];
  return {
    sending: create ? 'post(path)' : `${update ? 'patch' : 'put'}(\`\${path}/\${row.id}\`)`,
    changing: update ? 'patch' : 'put',
    changesWord: update && replace ? 'replaces and changes' : update ? 'changes' : 'replaces',
    provesTag: get && hasLock,
    leavesOut: leftOut.length > 0,
    isLeftOutOfOne: ofOne.length > 0,
    leftOut,
  };
}

type Methods = Readonly<Record<string, boolean>>;

const leftOutOfAll = ({ list, create }: Shape['serves']) => leftOutOf('path', { get: list, post: create });

const leftOutOfOne = ({ get, replace, update, delete: remove }: Shape['serves']) =>
  leftOutOf('one', { get, put: replace, patch: update, delete: remove });

/** The methods that a path has not, with those that it then says it has. */
function leftOutOf(path: string, methods: Methods) {
  const served = Object.keys(methods).filter((method) => methods[method]);
  const allowed = [...served, ...(methods['get'] ? ['head'] : []), 'options'];
  const allow = allowed.map((method) => method.toUpperCase()).join(', ');
  return Object.keys(methods)
    .filter((method) => !methods[method])
    .map((method) => ({ method, path, allow, isPathServed: served.length > 0 }));
}
