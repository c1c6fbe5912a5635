import { ImportBlock } from '../../../resource/import-block.js';
import { actorNeeds } from '../../../resource/actor-needs.js';
import type { Shape } from '../../../resource/shape.js';

/** What the controller template prints. */
export function controllerValues(shape: Shape) {
  const needs = actorNeeds(shape);
  const { item } = shape;
  const view = `${shape.names.camel}View`;
  const includes = shape.include.length > 0;
  const actor = (needed: boolean): string => (needed ? 'signedIn(actor), ' : '');
  const inputs = (...names: readonly (string | false)[]): string =>
    names.filter((name) => name !== false).join(', ');
  return {
    controllerImports: imports(shape, Object.values(needs).some(Boolean)).toString(),
    listInput: inputs('query', needs.read && 'actor'),
    getInput: inputs('params', includes && 'query', needs.read && 'actor'),
    createInput: inputs('body', needs.create && 'actor'),
    updateInput: inputs('params', 'body', needs.update && 'actor', 'req'),
    removeInput: inputs('params', needs.remove && 'actor', 'req'),
    getParts: includes ? '{ params: Id; query: { include: readonly string[] } }' : '{ params: Id }',
    readActor: actor(needs.read),
    createActor: actor(needs.create),
    updateActor: actor(needs.update),
    removeActor: actor(needs.remove),
    getArguments: `${actor(needs.read)}params.id${includes ? ', query.include' : ''}`,
    listView: includes ? `(${item}) => ${view}(${item}, query.include)` : view,
    getView: includes ? `${view}(${item}, query.include)` : `${view}(${item})`,
    plainView: view,
  };
}

function imports(shape: Shape, signsIn: boolean): ImportBlock {
  const { pascal, camel } = shape.names;
  const block = new ImportBlock(`${shape.module}.controller.ts`)
    .type('express', 'Response')
    .type('src/http/endpoint', 'Input')
    .value('src/http/etag', 'ifMatch')
    .value('src/paging/list-request', 'mapPage')
    .type('src/paging/list-request', 'ListRequest')
    .type(`${shape.module}.schema`, `Create${pascal}`, `Update${pascal}`)
    .type(`${shape.module}.service`, `${pascal}Service`)
    .value(`${shape.module}.view`, `${camel}View`);
  return signsIn ? block.value('src/modules/auth/access', 'signedIn') : block;
}
