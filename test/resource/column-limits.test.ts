import { expect, it } from 'vitest';
import { parseResourceLine } from '../../src/resource/language/field-language.js';
import { resolveResources } from '../../src/resource/graph/graph.js';
import { shapeOf } from '../../src/resource/shape/shape.js';
import { Project } from '../../src/core/project.js';
import { checksOf } from '../../src/roles/persistence/typeorm/checks.js';

const checks = (field: string): readonly string[] => {
  const context = { entities: new Map(), auth: false };
  const [resource] = resolveResources([parseResourceLine(`Thing other:string ${field}`)], context);
  if (!resource) throw new Error('No resource.');
  return checksOf(shapeOf(resource, new Map(), Project.empty())).map(
    ({ name, expression }) => `${name}: ${expression}`,
  );
};

it.each([
  ['n:integer:min=-1:max=5', 'things_n_check: "n" >= -1 AND "n" <= 5'],
  ['n:bigint:max=9223372036854775807', 'things_n_check: "n" <= 9223372036854775807'],
  ['n:float:min=0.5', 'things_n_check: "n" >= 0.5'],
  ['unitPrice:decimal:min=0.5', 'things_unit_price_check: "unit_price" >= 0.50'],
  ['s:string:min=3:max=9', 'things_s_check: char_length("s") >= 3'],
  ['s:text:min=3:max=9', 'things_s_check: char_length("s") >= 3 AND char_length("s") <= 9'],
  ['d:date:max=2030-12-31', `things_d_check: "d" <= '2030-12-31'`],
  ['d:datetime:min=2030-12-31T00\\:00\\:00Z', `things_d_check: "d" >= '2030-12-31T00:00:00.000Z'`],
  ['t:time', `things_t_check: "t" <= '23:59:59'`],
  ['t:time:min=08:00:max=22:30', `things_t_check: "t" >= '08:00:00' AND "t" <= '22:30:00'`],
  ['e:enum=a,b', `things_e_check: "e" IN ('a', 'b')`],
])('%s is held to its bounds by the database too', (field, check) => {
  expect(checks(field)).toEqual([check]);
});

it.each(['s:string:max=9', 's:email:max=20', 'u:uuid', 'b:boolean', 'j:json', 'n:integer'])(
  '%s needs no check',
  (field) => {
    expect(checks(field)).toEqual([]);
  },
);
