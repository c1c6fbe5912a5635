import { countGenerated, type Manifest } from '../core/manifest.js';
import type { Field, Resource } from '../resource/model.js';
import type { Handler } from './command.js';
import { paint, type Paint } from './paint.js';

/** `plinth info`: version, features and resources of this project. */
export const handler: Handler = async ({ world, globals }) => {
  const { manifestHere } = await import('./open.js');
  const { root, manifest, project } = manifestHere(world.cwd, globals.cwd);
  return {
    command: 'info',
    exitCode: 0,
    text: described(root, manifest, paint(world.terminal.stdout.color)),
    data: { root, ...manifest, generatedFiles: countGenerated(project) },
    always: true,
  };
};

/** What the manifest says, for people. */
export function described(root: string, manifest: Manifest, { bold, dim }: Paint): string {
  const resources = Object.values(manifest.resources);
  const lines = [
    `${bold(manifest.name)} ${dim(root)}`,
    `  plinth           ${manifest.plinth}`,
    `  framework        ${manifest.framework}`,
    `  database         ${manifest.database}`,
    `  package manager  ${manifest.packageManager}`,
    `  features         ${Object.keys(manifest.features).join(', ')}`,
    `  resources        ${resources.length === 0 ? 'none' : ''}`.trimEnd(),
    ...resources.flatMap((resource) => resourceLines(resource, bold)),
  ];
  return `${lines.join('\n')}\n`;
}

function resourceLines({ name, access, softDelete, fields }: Resource, bold: Paint['bold']): string[] {
  const width = Math.max(0, ...fields.map((field) => field.name.length));
  return [
    `    ${bold(name)} (${access}${softDelete ? ', soft delete' : ''})`,
    ...fields.map((field) => `      ${field.name.padEnd(width)}  ${fieldText(field)}`),
  ];
}

function fieldText(field: Field): string {
  if (field.kind !== 'scalar') return `${field.kind} ${field.target}`;
  const flags = (['optional', 'unique', 'searchable', 'hidden', 'readonly'] as const).filter(
    (flag) => field[flag],
  );
  const argument = field.values === undefined ? '' : `=${field.values.join(',')}`;
  return [`${field.type}${argument}`, ...flags].join(', ');
}
