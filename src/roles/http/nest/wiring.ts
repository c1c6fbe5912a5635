import type { Draft } from '../../../core/draft.js';
import { commonValues, shapeOf } from '../../../resource/shape.js';
import { register, type ListPlace } from '../../registration.js';
import type { HttpRole } from '../contract.js';
import { pascalOf } from '../symbols.js';
import { controllerValues } from './controller.js';
import { importModule } from './root-module.js';
import { words } from './words.js';

const typed = (usual: string, name: string, type: string): ListPlace => ({
  usual,
  mark: new RegExp(`\\b${type}(?:<[^;=]*>)?\\s*\\[\\]|Array<${type}`),
  anchors: [
    { kind: 'typed', type },
    { kind: 'variable', name },
  ],
  what: `the list of ${name}`,
});

/** Nest: controllers in modules, which the root module imports; guards, pages and connections are lists. */
export default function nest(): HttpRole {
  const guards: ListPlace = {
    usual: 'src/app.module.ts',
    mark: /\brequestPipeline\s*\(/,
    anchors: [
      { kind: 'argument', callee: 'requestPipeline' },
      { kind: 'variable', name: 'guards' },
    ],
    what: 'the list of guards',
  };
  const pages = typed('src/pages.ts', 'pages', 'Page');
  const connections = typed('src/connections.ts', 'connections', 'Connect');
  const mount = (draft: Draft, module: string): void =>
    importModule(draft, { symbol: `${pascalOf(module)}Module`, from: `${module}.module` });

  return {
    id: 'nest',
    words,
    injectable(imports, ...dependencies) {
      imports.value('@nestjs/common', 'Injectable');
      for (const { symbol, from } of dependencies) imports.value(from, symbol);
      return '@Injectable()';
    },
    mount,
    use: (draft, step) =>
      register(draft, guards, { symbol: `${pascalOf(step)}Guard`, from: `${step}.guard` }),
    page: (draft, exported) => register(draft, pages, exported),
    connect: (draft, exported) => register(draft, connections, exported),
    resource(draft, resource, known) {
      const shape = shapeOf(resource, known, draft.project);
      draft.render('http/nest/resource', { ...commonValues(shape), ...controllerValues(shape) });
      importModule(draft, { symbol: `${shape.names.pascal}Module`, from: `${shape.module}.module` });
    },
  };
}
