import { countGenerated } from '../../core/manifest.js';
import type { Manifest } from '../../core/manifest-shape.js';
import type { Action, Field, Resource } from '../../resource/model.js';
import { checkText } from '../../resource/checks.js';
import { visibleText } from '../../resource/visibility.js';
import type { Handler } from './command.js';
import type { Comparison } from '../checks/differences.js';
import { paint, type Paint } from '../output/paint.js';
import { wrapped } from '../output/wrap.js';

/** `plinth info`: version, features and resources of this project, and where its code says otherwise. */
export const handler: Handler = async ({ world, globals, moment }) => {
  const { manifestHere } = await import('../project/open.js');
  const { existingAt } = await import('../project/existing.js');
  const { compared } = await import('../checks/differences.js');
  const place = manifestHere(world.cwd, globals.cwd);
  const builtIns = await world.builtIns();
  const existing = await existingAt(place, builtIns, moment);
  const comparison = await compared(existing, await builtIns.features());
  const { stdout, width } = world.terminal;
  const lines = described(place, comparison, paint(stdout.color));
  const { root, manifest, project } = place;
  return {
    command: 'info',
    exitCode: 0,
    text: `${lines.flatMap((line) => wrapped(line, stdout.isTTY ? width : Infinity, '    ')).join('\n')}\n`,
    data: {
      root,
      ...manifest,
      generatedFiles: countGenerated(project),
      entities: comparison.entities.map(({ name, path }) => ({ name, path })),
      differences: comparison.differences.map(({ message }) => message),
    },
    always: true,
  };
};

interface Described {
  readonly root: string;
  readonly manifest: Manifest;
}

/** What the manifest says, and what the code says otherwise. */
export function described(
  { root, manifest }: Described,
  { differences }: Comparison,
  { bold, dim, yellow }: Paint,
): readonly string[] {
  const resources = Object.values(manifest.resources);
  return [
    `${bold(manifest.name)} ${dim(root)}`,
    `  plinth           ${manifest.plinth}`,
    `  framework        ${manifest.framework}`,
    `  database         ${manifest.database}`,
    `  package manager  ${manifest.packageManager}`,
    `  features         ${Object.keys(manifest.features).join(', ')}`,
    `  resources        ${resources.length === 0 ? 'none' : ''}`.trimEnd(),
    ...resources.flatMap((resource) => resourceLines(resource, bold)),
    ...(manifest.user === undefined ? [] : ['  user', ...fieldLines(manifest.user.fields)]),
    ...(manifest.roles === undefined ? [] : ['  roles', ...roleLines(manifest.roles)]),
    ...(differences.length === 0
      ? []
      : [
          '',
          yellow('The code and .plinth/manifest.json do not agree:'),
          ...differences.map(({ message }) => `  ${message}`),
        ]),
  ];
}

function resourceLines(resource: Resource, bold: Paint['bold']): string[] {
  const { name, access, operations, visible, softDelete, fields } = resource;
  const options = [
    access,
    ...(visible ? [`visible: ${visibleText(visible)}`] : []),
    ...(softDelete ? ['soft delete'] : []),
    ...(operations ? [operations.join(' ')] : []),
  ];
  return [
    `    ${bold(name)} (${options.join(', ')})`,
    ...fieldLines(fields),
    ...(resource.unique ?? []).map((list) => `      unique together  ${list.join(', ')}`),
    ...(resource.indexes ?? []).map((list) => `      index over  ${list.join(', ')}`),
    ...(resource.checks ?? []).map((check) => `      check  ${checkText(check)}`),
    ...(resource.actions ?? []).map((action) => `      action  ${actionText(action)}`),
  ];
}

const actionText = ({ name, by, transition, body }: Action): string =>
  [
    `${name}, by=${by}`,
    ...(transition ? [`${transition.field} ${transition.from.join(', ')} to ${transition.to}`] : []),
    ...(body.length > 0 ? [`body ${body.map((field) => field.name).join(', ')}`] : []),
  ].join('; ');

function roleLines(roles: NonNullable<Manifest['roles']>): readonly string[] {
  const width = Math.max(...Object.keys(roles).map((name) => name.length));
  return Object.entries(roles).map(([name, grants]) => `    ${name.padEnd(width)}  ${grants.join(', ')}`);
}

function fieldLines(fields: readonly Field[]): readonly string[] {
  const width = Math.max(0, ...fields.map((field) => field.name.length));
  return fields.map((field) => `      ${field.name.padEnd(width)}  ${fieldText(field)}`);
}

function fieldText(field: Field): string {
  if (field.kind !== 'scalar') return `${field.kind} ${field.target}`;
  const flags = (['optional', 'unique', 'searchable', 'lookup', 'hidden', 'readonly'] as const).filter(
    (flag) => field[flag],
  );
  const argument = field.values === undefined ? '' : `=${field.values.join(',')}`;
  return [`${field.type}${argument}`, ...flags].join(', ');
}
