import type { Draft } from '../../../core/draft.js';
import { commonValues, shapeOf } from '../../../resource/shape.js';
import { register, type ListPlace } from '../../registration.js';
import type { HttpRole } from '../contract.js';
import { camelOf } from '../symbols.js';
import { controllerValues } from './controller.js';
import { routesValues } from './routes.js';
import { words } from './words.js';

const list = (name: string, type: string): ListPlace => ({
  usual: 'src/modules.ts',
  mark: new RegExp(`\\b${type}\\s*\\[\\]|Array<${type}>`),
  anchors: [
    { kind: 'typed', type },
    { kind: 'variable', name },
  ],
  what: `the list of ${name}`,
});

/** Express: endpoints are lists of values, which the project's own router serves, guards and documents. */
export default function express(): HttpRole {
  const modules = list('modules', 'Module');
  const middleware = list('middleware', 'Middleware');
  const pages = list('pages', 'Page');
  const connections = list('connections', 'Connect');

  const mount = (draft: Draft, module: string): void =>
    register(draft, modules, { symbol: `${camelOf(module)}Module`, from: `${module}.routes` });

  return {
    id: 'express',
    words,
    injectable(imports, ...dependencies) {
      for (const { symbol, from } of dependencies) imports.type(from, symbol);
      return '';
    },
    mount,
    use: (draft, step) => register(draft, middleware, { symbol: camelOf(step), from: step }),
    page: (draft, exported) => register(draft, pages, exported),
    connect: (draft, exported) => register(draft, connections, exported),
    resource(draft, resource, known) {
      const shape = shapeOf(resource, known, draft.project);
      draft.render('http/express/resource', {
        ...commonValues(shape),
        ...controllerValues(shape),
        ...routesValues(shape),
      });
      register(draft, modules, { symbol: `${shape.names.camel}Module`, from: `${shape.module}.routes` });
    },
  };
}
