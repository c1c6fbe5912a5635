import { ImportBlock } from '../../resource/import-block.js';
import { actorNeeds } from '../../resource/actor-needs.js';
import type { Shape } from '../../resource/shape.js';
import { castOf } from './cast.js';

/** What the service's test template prints. */
export function serviceTestValues(shape: Shape) {
  const cast = castOf(shape);
  return {
    serviceTestImports: imports(shape).toString(),
    castDeclared: actorsOf(shape).declared,
    castMade: actorsOf(shape).made,
    owned: cast.owned,
    readActor: actorNeeds(shape).read ? 'actor, ' : '',
    updateActor: actorNeeds(shape).update ? 'actor, ' : '',
    removeActor: actorNeeds(shape).remove ? 'actor, ' : '',
    ownershipTests: ownershipTests(shape),
  };
}

/** The service takes actors, not headers. */
function actorsOf(shape: Shape): { readonly declared: string; readonly made: string } {
  const cast = castOf(shape);
  const needs = actorNeeds(shape);
  const hasActor = needs.read || needs.update || needs.remove;
  const lines = [
    ...(cast.signsIn && (hasActor || shape.owner)
      ? [['let writer: SignedInUser;', cast.made.split('\n')[0] ?? '']]
      : []),
    ...(hasActor
      ? [
          [
            'let actor: Actor;',
            'actor = { id: writer.user.id, role: writer.user.role, sessionId: writer.sessionId };',
          ],
        ]
      : []),
    ...(shape.rule.ownership === 'none'
      ? []
      : [
          [
            'let stranger: Actor;',
            "const other = await signIn(app);\nstranger = { id: other.user.id, role: 'user', sessionId: other.sessionId };",
          ],
        ]),
  ];
  return { declared: lines.map(([line]) => line).join('\n'), made: lines.map(([, line]) => line).join('\n') };
}

function ownershipTests(shape: Shape): string {
  if (shape.rule.ownership === 'none') return '';
  const { item } = shape;
  const { pascal } = shape.names;
  const refusal = shape.rule.ownership === 'change' ? 'forbidden' : 'not-found';
  const row = `const ${item} = await create${pascal}(app${castOf(shape).owned});`;
  const read =
    shape.rule.ownership === 'visibility'
      ? [
          `it('shows a row to its owner and to an admin only', async () => {`,
          row,
          `await expect(service.get(stranger, ${item}.id)).rejects.toMatchObject({ kind: 'not-found' });`,
          `await expect(service.get({ ...stranger, role: 'admin' }, ${item}.id)).resolves.toMatchObject({ id: ${item}.id });`,
          '});',
          '',
          `it('lists only the rows of the actor', async () => {`,
          row,
          `const request = { limit: 100, page: 1, sort: [], filters: [], include: [] };`,
          `const own = await service.list(actor, request);`,
          `const others = await service.list(stranger, request);`,
          `expect(own.data.map(({ id }) => id)).toContain(${item}.id);`,
          `expect(others.data).toEqual([]);`,
          '});',
          '',
        ]
      : [];
  return [
    ...read,
    `it('lets nobody but the owner and an admin change a row', async () => {`,
    row,
    `await expect(service.update(stranger, ${item}.id, {}, always)).rejects.toMatchObject({ kind: '${refusal}' });`,
    `const admin: Actor = { ...stranger, role: 'admin' };`,
    `await expect(service.update(admin, ${item}.id, {}, always)).resolves.toMatchObject({ id: ${item}.id });`,
    '});',
    '',
    `it('lets nobody but the owner and an admin remove a row', async () => {`,
    row,
    `await expect(service.remove(stranger, ${item}.id, always)).rejects.toMatchObject({ kind: '${refusal}' });`,
    `await service.remove({ ...stranger, role: 'admin' }, ${item}.id, always);`,
    `await expect(service.get(${shape.rule.ownership === 'visibility' ? 'actor, ' : ''}${item}.id)).rejects.toMatchObject({ kind: 'not-found' });`,
    '});',
  ].join('\n');
}

function imports(shape: Shape): ImportBlock {
  const { pascal, kebab, plural } = shape.names;
  const block = new ImportBlock(`test/${plural.kebab}/${kebab}.service.test.ts`)
    .value('vitest', 'afterAll', 'beforeAll', 'describe', 'expect', 'it')
    .value(`${shape.module}.repository`, `${pascal}Repository`)
    .value(`${shape.module}.service`, `${pascal}Service`)
    .value('test/support/app', 'startApp')
    .type('test/support/app', 'TestApp')
    .value(`test/${plural.kebab}/${kebab}.factory`, `create${pascal}`);
  const { made } = actorsOf(shape);
  if (made.includes('signIn')) block.value('test/support/sign-in', 'signIn');
  if (made.includes('writer = ')) block.type('test/support/sign-in', 'SignedInUser');
  if (made.includes('actor = ') || made.includes('stranger = ')) block.type('src/http/actor', 'Actor');
  return block;
}
