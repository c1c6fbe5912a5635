import { expect, it } from 'vitest';
import { parseResourceLine } from '../../src/resource/language/field-language.js';
import { adapterPairs, creation, filesOf } from '../adding/planning.js';

it('empties the table of a resource that has a plural of its own', async () => {
  const mode = parseResourceLine('Mode rank:integer:unique:min=1:max=200 plural=modeList');
  const files = filesOf(await creation({ adapters: adapterPairs[0], resources: [mode] }));
  const [migration] = [...files].filter(([path]) => path.includes('/migrations/')).map(([, text]) => text);
  const table = /CREATE TABLE "(\w+)"/.exec(migration ?? '')?.[1];
  const emptied = [...files].filter(
    ([path, text]) => path.startsWith('test/mode') && text.includes('TRUNCATE'),
  );
  expect(table).toBe('mode_list');
  expect(emptied.map(([, text]) => text.includes(`TRUNCATE "${table}"`))).toEqual([true, true]);
});
