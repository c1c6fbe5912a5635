import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseTree, type ParseError } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { parseSource } from '../../src/edits/source.js';
import { changedLines, isOneInsertion } from './additions.js';
import type { EditCase } from './case.js';

const root = fileURLToPath(new URL('.', import.meta.url));
const folders = (below: string) =>
  readdirSync(below, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));

interface Files {
  readonly extension: string;
  readonly before: string;
  readonly after: string | undefined;
}

function filesOf(folder: string): Files {
  const name = readdirSync(folder).find((file) => file.startsWith('before.')) ?? 'before.ts';
  const after = join(folder, name.replace('before', 'after'));
  return {
    extension: name.slice('before.'.length),
    before: readFileSync(join(folder, name), 'utf8'),
    after: existsSync(after) ? readFileSync(after, 'utf8') : undefined,
  };
}

function parses(text: string, extension: string): boolean {
  if (extension === 'ts') return parseSource('after.ts', text) !== undefined;
  if (extension === 'yaml') return parseDocument(text).errors.length === 0;
  const errors: ParseError[] = [];
  if (extension === 'json') parseTree(text.replace(/^\uFEFF/, ''), errors, { allowTrailingComma: true });
  return errors.length === 0;
}

function checkEdited(spec: EditCase, files: Files, path: string): void {
  const first = spec.edit(files.before, path);
  if (first.kind !== 'edited') expect.unreachable(`${first.kind} instead of an edit`);
  else {
    expect(first.text).toBe(files.after);
    expect(spec.edit(first.text, path), 'a second run').toEqual({ kind: 'present' });
    expect(parses(first.text, files.extension), 'the result parses').toBe(true);
    checkOnlyAdds(spec, files.before, withoutImport(spec, first.text));
  }
}

function withoutImport({ imports }: EditCase, text: string): string {
  if (imports === undefined) return text;
  const [line, ...others] = text.split('\n').filter((one) => one.trimEnd() === imports);
  expect([line?.trimEnd(), others]).toEqual([imports, []]);
  return text.replace(`${line}\n`, '');
}

function checkOnlyAdds(spec: EditCase, before: string, after: string): void {
  if (spec.drops !== undefined) {
    const without = (text: string) => text.replaceAll(`${spec.drops} `, '');
    expect(without(after)).toBe(without(before));
    return;
  }
  expect(isOneInsertion(before, after), 'one insertion').toBe(true);
  expect(changedLines(before, after)).toHaveLength(spec.growsLine === true ? 1 : 0);
}

function checkLeftAlone(spec: EditCase, files: Files, path: string): void {
  const outcome = spec.edit(files.before, path);
  if (spec.present === true) expect(outcome).toEqual({ kind: 'present' });
  else
    expect(outcome).toMatchObject({
      kind: 'manual',
      reason: spec.manual,
      snippet: expect.stringMatching(/\S/),
    });
}

describe.each(folders(root))('%s', (verb) => {
  it.each(folders(join(root, verb)))('%s', async (name) => {
    const folder = join(root, verb, name);
    const { default: spec } = (await import(`${folder}/case.ts`)) as { default: EditCase };
    const files = filesOf(folder);
    const path = spec.path ?? 'src/modules.ts';
    const endings = [files.after !== undefined, spec.present === true, spec.manual !== undefined];
    expect(endings.filter(Boolean), 'one ending').toHaveLength(1);
    if (files.after === undefined) checkLeftAlone(spec, files, path);
    else checkEdited(spec, files, path);
  });
});
