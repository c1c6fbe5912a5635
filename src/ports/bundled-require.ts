import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, isAbsolute } from 'node:path';
import { Script } from 'node:vm';
import { codeCache } from './code-cache.js';

interface CommonModule {
  exports: unknown;
}

/**
 * Loads a large CommonJS file that the build made: ASCII with its hash in the last line. Compiling it takes most of the time, so what V8
 * makes of it is kept. A name is that of an installed package, as when the tests run the sources.
 */
export function bundledRequire(path: string): unknown {
  if (!isAbsolute(path)) return createRequire(import.meta.url)(path);
  const text = readFileSync(path, 'latin1');
  const cache = codeCache(basename(path, '.cjs'), text.slice(text.lastIndexOf('\n') + 1));
  const cachedData = cache.read();
  const script = new Script(`(function (module, exports, require, __filename, __dirname) {${text}\n})`, {
    filename: path,
    ...(cachedData && { cachedData }),
  });
  const module: CommonModule = { exports: {} };
  const run = script.runInThisContext() as (...given: readonly unknown[]) => void;
  run(module, module.exports, createRequire(path), path, dirname(path));
  // At the end, when it is known which functions were needed.
  if (script.cachedDataRejected !== false) process.once('exit', () => cache.write(script.createCachedData()));
  return module.exports;
}
