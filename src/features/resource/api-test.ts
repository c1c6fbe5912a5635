import { ImportBlock } from '../../resource/import-block.js';
import type { ScalarField } from '../../resource/model.js';
import type { Shape } from '../../resource/shape.js';
import { accessTests } from './api-test/access.js';
import { conflictTests } from './api-test/conflicts.js';
import { listTests } from './api-test/lists.js';
import { relationTests } from './api-test/relations.js';
import { castOf, type Cast } from './cast.js';
import { bodyCall, factoryModule } from './factory.js';

interface Change {
  readonly key: string;
  readonly visible: boolean;
}

/** What the API test template prints. */
export function apiTestValues(shape: Shape) {
  const cast = castOf(shape);
  const change = changeOf(shape);
  const tests = {
    accessTests: accessTests(shape, cast),
    listTests: listTests(shape, cast),
    relationTests: relationTests(shape, cast),
    conflictTests: conflictTests(shape, cast),
  };
  return {
    ...tests,
    apiTestImports: imports(shape, cast, Object.values(tests).join('\n')).toString(),
    actorsDeclared: cast.declared,
    actorsMade: cast.made,
    asWriter: cast.asWriter,
    asReader: cast.asReader,
    owned: cast.owned,
    body: bodyCall(shape),
    tooMuch: tooMuch(shape, cast),
    changed: change.key,
    changedVisible: change.visible ? `expect(answer.body.${change.key}).toEqual(changes.${change.key});` : '',
  };
}

/** Bodies beyond each bound that the fields have. */
function tooMuch(shape: Shape, cast: Cast): string {
  const values = shape.writable.flatMap((field) => {
    const value = beyond(field);
    return value === undefined ? [] : [`${field.name}: ${value}`];
  });
  if (values.length === 0) return '';
  // The database would refuse it too, and not name the field.
  return [
    `for (const [field, value] of Object.entries({ ${values.join(', ')} })) {`,
    `const much = await app.http.post(path)${cast.asWriter}.send({ ...body, [field]: value }).expect(422);`,
    'expect(much.body.errors).toMatchObject([{ field }]);',
    '}',
  ].join('\n');
}

/** A field with a pattern may refuse it for that. */
function beyond({ type, max, pattern }: ScalarField): string | undefined {
  if (type === 'integer' || type === 'float') return max === undefined ? undefined : String(Number(max) + 1);
  const longest = type === 'string' ? (max ?? 255) : type === 'text' ? max : undefined;
  if (longest === undefined || pattern !== undefined) return undefined;
  return `'x'.repeat(${Number(longest) + 1})`;
}

/** The first thing a PATCH may set. */
function changeOf(shape: Shape): Change {
  const scalar = shape.writable[0];
  if (scalar) return { key: scalar.name, visible: !scalar.hidden };
  const relation = shape.settable.find((field) => !field.optional);
  if (relation) return { key: relation.key, visible: true };
  return { key: shape.manyToMany[0]?.key ?? shape.settable[0]?.key ?? 'id', visible: false };
}

function imports(shape: Shape, cast: Cast, tests: string): ImportBlock {
  const { pascal, camel, kebab, plural } = shape.names;
  const block = new ImportBlock(`test/${plural.kebab}/${kebab}.api.test.ts`)
    .value('vitest', 'afterAll', 'beforeAll', 'describe', 'expect', 'it')
    .value('test/support/app', 'startApp')
    .type('test/support/app', 'TestApp')
    .value(`test/${plural.kebab}/${kebab}.factory`, `create${pascal}`, `${camel}Body`);
  if (cast.signsIn)
    block.value('test/support/sign-in', 'signIn').type('test/support/sign-in', 'SignedInUser');
  for (const { to } of shape.manyToMany) {
    const symbol = to.isUser ? 'createUser' : `create${to.names.pascal}`;
    if (to.entity !== pascal && tests.includes(`${symbol}(`)) block.value(factoryModule(to), symbol);
  }
  return block;
}
