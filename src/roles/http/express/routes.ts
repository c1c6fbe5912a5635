import { ImportBlock } from '../../../resource/import-block.js';
import type { Shape } from '../../../resource/shape.js';

/** What the routes template prints. */
export function routesValues(shape: Shape) {
  const { camel } = shape.names;
  const hasItemQuery = shape.include.length > 0;
  return {
    routesImports: imports(shape, hasItemQuery).toString(),
    read: shape.rule.read,
    write: shape.rule.write,
    itemQueryOption: hasItemQuery ? `query: ${camel}Query,` : '',
  };
}

function imports(shape: Shape, hasItemQuery: boolean): ImportBlock {
  const { pascal, camel } = shape.names;
  return new ImportBlock(`${shape.module}.routes.ts`)
    .value('src/http/endpoint', 'endpoint')
    .value('src/http/schemas', 'idParams')
    .type('src/module', 'Module')
    .value(`${shape.module}.controller`, `${pascal}Controller`)
    .value(`${shape.module}.repository`, `${pascal}Repository`)
    .value(`${shape.module}.service`, `${pascal}Service`)
    .value(
      `${shape.module}.schema`,
      `create${pascal}Body`,
      `update${pascal}Body`,
      `${camel}Schema`,
      `${camel}PageSchema`,
      `${camel}ListQuery`,
      ...(hasItemQuery ? [`${camel}Query`] : []),
    );
}
