// ts-morph with TypeScript in one file, since a file that is large and alone can be started from V8's code cache: see src/ports/bundled-require.ts.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { rolldown } from 'rolldown';

/**
 * Leaves out the declarations of JavaScript's own library, a third of the text: an edit looks at syntax alone. TypeScript as a whole is one
 * function: see `atOnce`.
 */
const changes = {
  'ts-morph-common.js': [/^const libFiles = \[\{\n[\s\S]*?\n {4}\}\];$/m, 'const libFiles = [];'],
  'typescript.js': ['((module) => {', '(function (module) {'],
};

const changing = {
  name: 'changing',
  transform(code, id) {
    const change = changes[basename(id)];
    return change && changed(code, ...change);
  },
};

function changed(code, from, to) {
  const text = code.replace(from, to);
  if (text === code) throw new Error(`There is no ${from} any more.`);
  return text;
}

/** V8 compiles a function in parentheses at once. Without that, or an arrow, it reads the whole text once for each that stands around it. */
const atOnce = (code) => changed(code, /(\/\* @__PURE__ \*\/ \w+\(\()\(([\w,]*)\)=>\{/g, '$1function($2){');

/** A text of ASCII takes half the memory, and is read without decoding. What is not stands in strings. */
const inAscii = (code) =>
  code.replace(/[^\0-\x7f]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Writes it to `file`, and returns the modules that are in it. */
export async function bundleTsMorph(root, file) {
  const input = createRequire(`${root}/package.json`).resolve('ts-morph');
  const bundle = await rolldown({ cwd: root, input, platform: 'node', plugins: [changing] });
  const { output } = await bundle.write({ file, format: 'cjs', minify: true, comments: { legal: false } });
  await bundle.close();
  const code = atOnce(inAscii(readFileSync(file, 'utf8').trimEnd()));
  writeFileSync(file, `${code}\n//${createHash('sha256').update(code).digest('hex')}`);
  return output.flatMap(({ moduleIds }) => moduleIds ?? []);
}
