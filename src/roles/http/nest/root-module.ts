import type { Draft } from '../../../core/draft.js';
import { importedDecoratorList } from '../../../edits/decorator.js';
import { appendImported } from '../../../edits/imported-item.js';
import { relativeSpecifier } from '../../../edits/specifier.js';
import { append, fills, locatedModule, snippetOf } from '../../registration.js';
import type { Order } from '../../order.js';
import { importedList } from '../../used-list.js';
import type { Exported } from '../contract.js';
import { creations, type RootModule } from './creations.js';

const USUAL = 'src/app.module.ts';

/** Adds a module to the imports of the one that `NestFactory.create` is given, wherever and whatever that is. */
export function importModule(draft: Draft, module: Exported, order?: Order): void {
  const what = `import ${module.symbol} in the root module`;
  if (fills(draft, USUAL, 'modules', what, module)) return;
  const root = rootModule(draft);
  if ('reason' in root) {
    draft.manual({ path: USUAL, what, reason: root.reason, snippet: snippetOf(USUAL, module) });
    return;
  }
  const { path, name } = root;
  const anchors = { cls: { name }, decorator: 'Module', option: 'imports' };
  const imported = importedDecoratorList(draft.project.read(path) ?? '', path, anchors);
  const elsewhere = imported && importedList(draft, path, imported);
  if (elsewhere !== undefined) {
    append(draft, elsewhere, what, module, order);
    return;
  }
  const named = { ...module, from: relativeSpecifier(path, locatedModule(draft, module.from)) };
  const snippet = snippetOf(path, module);
  const before = order?.later('symbol', module.symbol);
  draft.edit(path, what, (text) => appendImported(text, path, { anchors, named, snippet, before }));
}

/** The one that applications are created from, or why it cannot be told. */
function rootModule(draft: Draft): RootModule | { readonly reason: string } {
  const all = creations(draft);
  const unclear = all.find(({ root }) => root === undefined);
  if (unclear !== undefined) {
    return { reason: `It cannot be told which module NestFactory.create is given in ${unclear.path}.` };
  }
  const roots = new Map(all.flatMap(({ root }) => (root ? [[`${root.name} of ${root.path}`, root]] : [])));
  const [only, ...others] = roots.values();
  if (only === undefined) return { reason: 'No file of this project calls NestFactory.create.' };
  if (others.length === 0) return only;
  return { reason: `Applications are created from several modules: ${[...roots.keys()].join(', ')}.` };
}
