import type { Manifest } from '../../core/manifest-shape.js';
import { accessAbout, modifierAbout, operationAbout } from '../../resource/fields/about.js';
import { accessLevels, operations } from '../../resource/model.js';
import { aboutOf, fieldTypes, modifiersOf } from '../../resource/fields/field-types.js';
import { modifierNames } from '../../resource/fields/modifiers.js';
import type { PlinthFeature } from '../../roles/tools.js';
import { databases, frameworkAbout, packageManagers, presetAbout, presets } from '../prompts/choices.js';
import type { Handler } from './command.js';
import { type Paint, paint } from '../output/paint.js';
import { offered } from './offered-features.js';
import { wrapped } from '../output/wrap.js';

/** `plinth list`: what can be added, with a mark at what this project has. */
export const handler: Handler = async ({ world, globals }) => {
  const { manifestAt } = await import('../project/open.js');
  const all = await (await world.builtIns()).features();
  const manifest = await manifestAt(world.cwd, globals.cwd);
  const { stdout, width } = world.terminal;
  return {
    command: 'list',
    exitCode: 0,
    text: listed(offered(all), manifest, paint(stdout.color), stdout.isTTY ? width : Infinity),
    data: { ...described(all, manifest) },
    always: true,
  };
};

const installed = (id: string, manifest: Manifest | undefined): boolean =>
  manifest !== undefined && id in manifest.features;

/** All there is to choose from, for programs. */
function described(all: readonly PlinthFeature[], manifest: Manifest | undefined) {
  return {
    features: offered(all).map(({ id, title, summary, needs, questions }) => ({
      id,
      title,
      summary,
      needs,
      installed: installed(id, manifest),
      questions: Object.entries(questions).map(([key, question]) => ({ key, ...question })),
    })),
    types: fieldTypes.map((name) => ({ name, about: aboutOf(name), modifiers: modifiersOf(name) })),
    modifiers: modifierNames.map((name) => ({ name, about: modifierAbout[name] })),
    accessLevels: accessLevels.map((name) => ({ name, about: accessAbout[name] })),
    operations: operations.map((name) => ({ name, about: operationAbout[name] })),
    presets: presets.map((id) => ({ id, about: presetAbout[id] })),
    frameworks: all
      .filter(({ role }) => role === 'http')
      .map(({ id, title, summary }) => ({ id, title, about: frameworkAbout[id] ?? summary })),
    databases,
    packageManagers,
  };
}

/** The same for people. */
export function listed(
  features: readonly PlinthFeature[],
  manifest: Manifest | undefined,
  { bold, green, dim }: Paint,
  width = Infinity,
): string {
  const column = Math.max(10, ...features.map(({ id }) => id.length));
  const indent = ' '.repeat(column + 4);
  const rows = features.map(({ id, summary }) => {
    const mark = installed(id, manifest) ? green('✓') : ' ';
    return `${mark} ${bold(id.padEnd(column))}  ${summary}`;
  });
  const resource = `  ${bold('resource'.padEnd(column))}  An entity with everything around it: plinth add resource <Name> [field…]`;
  const field = `  ${bold('field'.padEnd(column))}  A field of a resource that is there: plinth add field <Resource> <field…>`;
  const index = `  ${bold('index'.padEnd(column))}  An index over several fields, unique or not: plinth add index <Resource> <field,field>`;
  const check = `  ${bold('check'.padEnd(column))}  What holds between two fields of a row: plinth add check <Resource> 'startsAt<endsAt'`;
  const action = `  ${bold('action'.padEnd(column))}  What can be done with a row, POST /posts/{id}/publish: plinth add action <Resource> <name>`;
  const legend = manifest === undefined ? [] : ['', dim(`✓ is installed in ${manifest.name}`)];
  const words = [
    ['types', fieldTypes],
    ['access', accessLevels],
    ['operations', operations],
    ['presets', presets],
  ] as const;
  const more = words.map(([word, all]) => `  ${bold(word.padEnd(column))}  ${all.join(', ')}`);
  const advice = dim('`plinth add resource --help` explains fields, access levels and operations.');
  return `${[resource, field, index, check, action, ...rows, ...legend, '', ...more, '', advice]
    .flatMap((line) => wrapped(line, width, indent))
    .join('\n')}\n`;
}
