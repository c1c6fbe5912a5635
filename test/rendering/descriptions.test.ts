import { expect, it } from 'vitest';
import { parseResource } from '../../src/resource/language/field-language.js';
import { adapterPairs, choices, creation, filesOf } from '../adding/planning.js';

const nasty = 'It\'s "b" `c` ${d} \\n */ <%= 1 %> 日本';

/** Values of string literals, however they are quoted. */
const literals = (source: string): readonly string[] =>
  [...source.matchAll(/(?:\.describe\(\s*|description: )('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")/g)].map(
    ([, literal]) => new Function(`return ${literal};`)() as string,
  );

it.each(adapterPairs)('a schema says what rows and fields are, on $http', async (adapters) => {
  const shop = parseResource(
    'Shop',
    [
      `name:string:description=${nasty}`,
      `secret:string:hidden:description=${nasty} secret`,
      'plain:string',
      `born:datetime:readonly:optional:description=${nasty} born`,
    ],
    { description: `${nasty} shop`, access: 'public' },
  );
  const schema = filesOf(await creation({ adapters, features: choices, resources: [shop] })).get(
    'src/modules/shops/shop.schema.ts',
  );
  // In bodies what can be sent, in answers what is shown.
  const said = ['', ' secret', '', ' born', ' shop'].map((end) => `${nasty}${end}`);
  expect(literals(schema ?? '')).toEqual(said);
});
