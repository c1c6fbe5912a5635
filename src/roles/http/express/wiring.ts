import type { Draft } from '../../../core/draft.js';
import { commonValues, shapeOf } from '../../../resource/shape/shape.js';
import { register } from '../../registration.js';
import type { ListPlace } from '../../used-list.js';
import type { Order } from '../../order.js';
import type { Facts } from '../../tools.js';
import type { Api, Framework, Platform } from '../contract.js';
import { camelOf } from '../symbols.js';
import { controllerValues } from './controller.js';
import { words } from './words.js';

const APP = 'src/app.ts';

const list = (
  order: Order | undefined,
  name: string,
  type: string,
  ...users: readonly string[]
): ListPlace => ({
  usual: 'src/modules.ts',
  list: name,
  mark: new RegExp(`\\b${type}\\s*\\[\\]|Array<${type}>`),
  anchors: [
    { kind: 'typed', type },
    { kind: 'variable', name },
  ],
  what: `the list of ${name}`,
  users,
  order,
});

/** Express: endpoints are lists of values, which the project's own router serves, guards and documents. */
export default function express({ order }: Facts): Framework {
  const modules = list(order, 'modules', 'Module', APP);
  const middleware = list(order, 'middleware', 'Middleware', APP);
  const interceptors = list(order, 'interceptors', 'Interceptor', APP);
  const pages = list(order, 'pages', 'Page', APP);
  const background = list(order, 'background', 'StartBackground', 'src/server.ts');
  const connections = list(order, 'connections', 'Connect', 'src/server.ts');

  const mount = (draft: Draft, module: string): void =>
    register(draft, modules, { symbol: `${camelOf(module)}Module`, from: `${module}.routes` });

  const platform: Platform = {
    id: 'express',
    words,
    injectable: () => ({ imports: '', decorator: '' }),
    injectRepository: () => ({ decorator: '', imports: [] }),
    connect: (draft, exported) => register(draft, connections, exported),
    background: (draft, exported) => register(draft, background, exported),
    provide: () => {},
  };
  const api: Api = {
    mount,
    use: (draft, step) => register(draft, middleware, { symbol: camelOf(step), from: step }),
    intercept: (draft, module) =>
      register(draft, interceptors, { symbol: camelOf(module), from: `${module}.interceptor` }),
    page: (draft, exported) => register(draft, pages, exported),
    resourceFiles(draft, resource, known) {
      const shape = shapeOf(resource, known, draft.project);
      draft.render('http/express/resource', {
        ...commonValues(shape),
        ...controllerValues(shape),
      });
    },
    mountResource(draft, resource, known) {
      const shape = shapeOf(resource, known, draft.project);
      register(draft, modules, {
        symbol: `${shape.names.camel}Module`,
        otherwise: `${shape.names.camel}ResourceModule`,
        from: `${shape.module}.routes`,
      });
    },
  };
  return { platform, api };
}
