import { ImportBlock } from '../../../resource/import-block.js';
import { actorNeeds } from '../../../resource/actor-needs.js';
import type { EndpointAccess, Shape } from '../../../resource/shape.js';

const decorators: Record<EndpointAccess, string> = {
  public: '@Public()',
  authenticated: '',
  admin: '@AdminOnly()',
};

/** What the controller template prints. */
export function controllerValues(shape: Shape) {
  const { item } = shape;
  const { pascal, camel } = shape.names;
  const needs = actorNeeds(shape);
  const view = `${camel}View`;
  const includes = shape.include.length > 0;
  const id = '@Param({ schema: idParams }) { id }: Id';
  const params = '@Param({ schema: idParams }) params: Id';
  const query = `@Query({ schema: ${camel}Query }) query: { readonly include: readonly string[] }`;
  const created = `@Body({ schema: create${pascal}Body }) body: Create${pascal}`;
  const changed = `@Body({ schema: update${pascal}Body }) body: Update${pascal}`;
  const request = '@Req() req: Request';
  const who = (needed: boolean): string | false => needed && '@CurrentActor() actor: Actor';
  const actor = (needed: boolean): string => (needed ? 'actor, ' : '');
  return {
    controllerImports: imports(shape, Object.values(needs).some(Boolean)).toString(),
    read: onItsLine(decorators[shape.rule.read]),
    write: onItsLine(decorators[shape.rule.write]),
    listParameters: listed(`@Query({ schema: ${camel}ListQuery }) query: ListRequest`, who(needs.read)),
    createParameters: listed(created, who(needs.create), '@Res({ passthrough: true }) res: Response'),
    getParameters: listed(id, includes && query, who(needs.read)),
    replaceParameters: listed(params, created, who(needs.update), request),
    replaceArguments: listed('params', 'body', needs.update && 'actor', 'req'),
    updateParameters: listed(id, changed, who(needs.update), request),
    removeParameters: listed(id, who(needs.remove), request),
    readActor: actor(needs.read),
    createActor: actor(needs.create),
    updateActor: actor(needs.update),
    removeActor: actor(needs.remove),
    getArguments: `${actor(needs.read)}id${includes ? ', query.include' : ''}`,
    listView: includes ? `(${item}) => ${view}(${item}, query.include)` : view,
    getView: includes ? `${view}(${item}, query.include)` : `${view}(${item})`,
    plainView: view,
  };
}

const onItsLine = (decorator: string): string => (decorator === '' ? '' : `\n${decorator}`);

const listed = (...parts: readonly (string | false)[]): string => parts.filter(Boolean).join(', ');

function imports(shape: Shape, asksWho: boolean): ImportBlock {
  const { pascal, camel } = shape.names;
  const guards = [shape.rule.read, shape.rule.write].map((access) => decorators[access].replace(/\W/g, ''));
  const block = new ImportBlock(`${shape.module}.controller.ts`)
    .value('@nestjs/common', 'Body', 'Controller', 'Delete', 'Get', 'HttpCode', 'Param', 'Patch', 'Post')
    .value('@nestjs/common', 'Put', 'Query', 'Req', 'Res')
    .value('@nestjs/swagger', 'ApiCreatedResponse', 'ApiNoContentResponse', 'ApiOkResponse', 'ApiOperation')
    .value('@nestjs/swagger', 'ApiTags')
    .type('express', 'Request', 'Response')
    .value('src/http/etag', 'ifMatch')
    .value('src/http/schemas', 'idParams')
    .value('src/paging/list-request', 'mapPage')
    .type('src/paging/list-request', 'ListRequest', 'Page')
    .value(`${shape.module}.schema`, `create${pascal}Body`, `update${pascal}Body`)
    .value(`${shape.module}.schema`, `${camel}Schema`, `${camel}PageSchema`, `${camel}ListQuery`)
    .type(`${shape.module}.schema`, `Create${pascal}`, `Update${pascal}`, `${pascal}View`)
    .value(`${shape.module}.service`, `${pascal}Service`)
    .value(`${shape.module}.view`, `${camel}View`);
  for (const guard of guards) if (guard !== '') block.value('src/http/access.guard', guard);
  if (shape.include.length > 0) block.value(`${shape.module}.schema`, `${camel}Query`);
  if (asksWho) block.type('src/http/actor', 'Actor').value('src/http/current-actor', 'CurrentActor');
  return block;
}
