/** The operations that change something; a kill or a full disk can only matter around these. */
const writing = ['makeFolder', 'write', 'keep', 'rename', 'remove', 'removeFolder', 'removeTree', 'flush'];

/**
 * A disk that counts its writing operations and lets `around(number, name, act, args)` do each of them. Plain JavaScript, because the
 * children of the kill test run it without a compiler.
 */
export function watched(disk, around) {
  let number = 0;
  const wrap = (inner) =>
    new Proxy(inner, {
      get(target, name) {
        const value = target[name];
        if (name === 'at') return (folder) => wrap(target.at(folder));
        if (typeof value !== 'function') return value;
        if (!writing.includes(name)) return value.bind(target);
        return (...args) => around((number += 1), name, () => value.apply(target, args), args);
      },
    });
  return wrap(disk);
}
