import type { Draft } from '../core/draft.js';
import { Project } from '../core/project.js';
import { defaults } from '../core/question.js';
import type { Exported } from './http/contract.js';
import { camelOf, pascalOf } from './http/symbols.js';
import type { Kind, Order } from './order.js';
import type { PlinthFeature, Tools } from './tools.js';

/** The order in which a new project gets everything: each feature is planned on nothing, and what it asks for is written down. */
export function orderOf(features: readonly PlinthFeature[], { platform, api, ...tools }: Tools): Order {
  const names = new Map<Kind, string[]>();
  // What several features bring comes with the first of them.
  const note = (kind: Kind, ...more: readonly string[]): void =>
    void names.set(kind, [...new Set([...(names.get(kind) ?? []), ...more])]);
  const symbol = (_: Draft, exported: Exported): void => note('symbol', exported.symbol);
  const noteModule = (_: Draft, module: string): void =>
    note('symbol', `${camelOf(module)}Module`, `${pascalOf(module)}Module`);
  const recording: Tools = {
    ...tools,
    platform: { ...platform, connect: symbol, background: symbol, provide: noteModule },
    api: {
      ...api,
      mount: noteModule,
      intercept: (_, module) => note('symbol', camelOf(module), `${pascalOf(module)}Module`),
      use: (_, step) => note('symbol', camelOf(step), `${pascalOf(step)}Guard`),
      page: symbol,
    },
    persistence: { ...tools.persistence, entity: symbol, migration: symbol },
    workspace: {
      ...tools.workspace,
      dependency: nothing,
      override: () => note('setting', 'overrides'),
      script: (_, name) => note('script', name),
      env(_, { name, uses = [] }) {
        note('variable', name);
        note('symbol', ...uses.map(({ symbol: used }) => used));
      },
      configRule: symbol,
      seed: symbol,
      job: symbol,
      message: symbol,
      accountHook: symbol,
      testUser: symbol,
      credential: symbol,
      signInMethod: symbol,
      securityScheme: symbol,
      requestHeader: symbol,
      readme: (_, section) => note('section', section.split('\n')[0] ?? ''),
      guide: (_, section) => note('section', section.split('\n')[0] ?? ''),
      service: (_, { name }) => note('service', name),
      services: nothing,
    },
  };
  for (const feature of features) {
    feature.plan({ ...recording, draft: nowhere, answers: defaults(feature.questions) });
  }
  return { later: (kind, name) => after(names.get(kind) ?? [], name) };
}

const nothing = (): void => {};

const nowhere: Draft = {
  project: Project.empty(),
  render: nothing,
  text: () => '',
  create: nothing,
  sheet: () => undefined,
  edit: nothing,
  manual: nothing,
  task: nothing,
  note: nothing,
  located: (path) => path,
};

/** A symbol may have two names that no project has both of, so what is noted twice counts once. */
function after(names: readonly string[], name: string): readonly string[] {
  const at = names.indexOf(name);
  return at === -1 ? [] : names.slice(at + 1).filter((other) => other !== name);
}
