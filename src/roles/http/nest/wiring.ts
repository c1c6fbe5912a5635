import type { Draft } from '../../../core/draft.js';
import { commonValues, shapeOf } from '../../../resource/shape/shape.js';
import { register } from '../../registration.js';
import type { ListPlace } from '../../used-list.js';
import type { Order } from '../../order.js';
import type { Facts } from '../../tools.js';
import type { Api, Framework, Platform } from '../contract.js';
import { pascalOf } from '../symbols.js';
import { controllerValues } from './controller.js';
import { importModule } from './root-module.js';
import { words } from './words.js';

const typed = (
  order: Order | undefined,
  usual: string,
  name: string,
  type: string,
  ...users: readonly string[]
): ListPlace => ({
  usual,
  list: name,
  mark: new RegExp(`\\b${type}(?:<[^;=]*>)?\\s*\\[\\]|Array<${type}`),
  anchors: [
    { kind: 'typed', type },
    { kind: 'variable', name },
  ],
  what: `the list of ${name}`,
  users,
  order,
});

/** Nest: controllers in modules, which the root module imports; guards, pages and connections are lists. */
export default function nest({ order }: Facts): Framework {
  const guards: ListPlace = {
    usual: 'src/app.module.ts',
    list: 'guards',
    mark: /\brequestPipeline\s*\(/,
    anchors: [
      { kind: 'argument', callee: 'requestPipeline' },
      { kind: 'variable', name: 'guards' },
    ],
    what: 'the list of guards',
    users: ['src/main.ts'],
    order,
  };
  const pages = typed(order, 'src/pages.ts', 'pages', 'Page', 'src/main.ts', 'src/app.setup.ts');
  const background = typed(
    order,
    'src/background.ts',
    'background',
    'StartBackground',
    'src/platform/core/background-work.ts',
  );
  const connections = typed(
    order,
    'src/connections.ts',
    'connections',
    'Connect',
    'src/platform/core/core.module.ts',
  );
  const mount = (draft: Draft, module: string): void =>
    importModule(draft, { symbol: `${pascalOf(module)}Module`, from: `${module}.module` }, order);

  const platform: Platform = {
    id: 'nest',
    words,
    injectable: (...dependencies) => ({
      imports: [{ symbol: 'Injectable', from: '@nestjs/common' }, ...dependencies]
        .map(({ symbol, from }) => `import { ${symbol} } from '${from}';`)
        .join('\n'),
      decorator: '@Injectable()',
    }),
    injectRepository: (entity) => ({
      decorator: `@InjectRepository(${entity}) `,
      imports: [{ symbol: 'InjectRepository', from: '@nestjs/typeorm' }],
    }),
    connect: (draft, exported) => register(draft, connections, exported),
    background: (draft, exported) => register(draft, background, exported),
    provide(draft, module, folder) {
      draft.render(folder);
      mount(draft, module);
    },
  };
  const api: Api = {
    mount,
    use: (draft, step) =>
      register(draft, guards, { symbol: `${pascalOf(step)}Guard`, from: `${step}.guard` }),
    // Its module provides an APP_INTERCEPTOR.
    intercept: mount,
    page: (draft, exported) => register(draft, pages, exported),
    resourceFiles(draft, resource, known) {
      const shape = shapeOf(resource, known, draft.project);
      draft.render('http/nest/resource', { ...commonValues(shape), ...controllerValues(shape) });
    },
    mountResource(draft, resource, known) {
      const shape = shapeOf(resource, known, draft.project);
      importModule(draft, {
        symbol: `${shape.names.pascal}Module`,
        otherwise: `${shape.names.pascal}ResourceModule`,
        from: `${shape.module}.module`,
      });
    },
  };
  return { platform, api };
}
