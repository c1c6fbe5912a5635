import type { Manifest } from '../core/manifest.js';
import type { PlinthFeature } from '../roles/tools.js';
import type { Handler } from './command.js';
import { paint, type Paint } from './paint.js';
import { offered } from './rows.js';

/** `plinth list`: what can be added, with a mark at what this project has. */
export const handler: Handler = async ({ world, globals }) => {
  const { manifestAt } = await import('./open.js');
  const features = offered(await (await world.stock()).features());
  const manifest = await manifestAt(world.cwd, globals.cwd);
  return {
    command: 'list',
    exitCode: 0,
    text: listed(features, manifest, paint(world.terminal.stdout.color)),
    data: {
      features: features.map(({ id, title, summary, needs }) => ({
        id,
        title,
        summary,
        needs,
        installed: installed(id, manifest),
      })),
    },
    always: true,
  };
};

const installed = (id: string, manifest: Manifest | undefined): boolean =>
  manifest !== undefined && id in manifest.features;

/** One line per feature. */
export function listed(
  features: readonly PlinthFeature[],
  manifest: Manifest | undefined,
  { bold, green, dim }: Paint,
): string {
  const width = Math.max(8, ...features.map(({ id }) => id.length));
  const rows = features.map(({ id, summary }) => {
    const mark = installed(id, manifest) ? green('✓') : ' ';
    return `${mark} ${bold(id.padEnd(width))}  ${summary}`;
  });
  const resource = `  ${bold('resource'.padEnd(width))}  An entity with everything around it: plinth add resource <Name> [field…]`;
  const legend = manifest === undefined ? [] : ['', dim(`✓ is installed in ${manifest.name}`)];
  return `${[resource, ...rows, ...legend].join('\n')}\n`;
}
