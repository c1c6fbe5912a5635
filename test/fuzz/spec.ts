import { parseAction } from '../../src/resource/actions.js';
import { parseCheck } from '../../src/resource/checks.js';
import type { Access, Operation } from '../../src/resource/model.js';
import { namesOfResource } from '../../src/resource/names.js';
import { surroundings } from '../../src/cli/planning/plan-project.js';
import { scanFeatures } from '../../src/features/scan.js';
import { parseResource } from '../../src/resource/language/field-language.js';
import { printField } from '../../src/resource/language/print-field.js';
import { resolveResources } from '../../src/resource/graph/graph.js';
import type { Resource } from '../../src/resource/model.js';
import type { ParsedResource } from '../../src/resource/parsed.js';
import { parseVisible } from '../../src/resource/visibility.js';
import { actions as usual } from '../../src/resource/permissions.js';
import { restrictedActions, restrictedNames, type UserRoles } from '../../src/resource/user-roles.js';

/** A resource as somebody could write it: fields are texts of the field language. */
export interface WrittenResource {
  readonly name: string;
  readonly plural?: string;
  readonly path?: string;
  readonly description?: string;
  readonly access?: Access;
  readonly operations?: readonly Operation[];
  readonly visible?: string;
  readonly softDelete?: boolean;
  readonly fields: readonly string[];
  /** As `--check` takes them. */
  readonly checks?: readonly string[];
  /** As `--action` takes them. */
  readonly actions?: readonly string[];
}

/** Resources that point at one another and at nobody else but the user entity. */
export type Cluster = readonly WrittenResource[];

/** A project to be tried. */
export interface Spec {
  readonly framework: string;
  readonly features: readonly string[];
  readonly clusters: readonly Cluster[];
}

export const written = ({ clusters }: Pick<Spec, 'clusters'>): readonly WrittenResource[] => clusters.flat();

const known = new WeakMap<WrittenResource, ParsedResource>();

/** Parsed once: growing and shrinking a cluster ask it of the same resources again and again. */
export function parsed(resource: WrittenResource): ParsedResource {
  const result = known.get(resource) ?? parse(resource);
  known.set(resource, result);
  return result;
}

function parse(resource: WrittenResource): ParsedResource {
  const { name, plural, path, description, fields, access, operations, visible, softDelete } = resource;
  const { checks = [], actions = [] } = resource;
  return parseResource(name, fields, {
    ...(plural === undefined ? {} : { plural }),
    ...(path === undefined ? {} : { path }),
    ...(description === undefined ? {} : { description }),
    ...(access === undefined ? {} : { access }),
    ...(operations === undefined ? {} : { operations }),
    ...(visible === undefined ? {} : { visible: parseVisible(visible) }),
    ...(softDelete === undefined ? {} : { softDelete }),
    checks: checks.map(parseCheck),
    actions: actions.map(parseAction),
  });
}

const catalogue = await scanFeatures();

/** What Plinth makes of it, or the error it refuses it with. */
export function resolved(
  resources: readonly WrittenResource[],
  features: readonly string[],
): readonly Resource[] {
  const chosen = catalogue.filter(({ id }) => features.includes(id));
  return resolveResources(resources.map(parsed), surroundings(chosen));
}

/** Whether one of the features lets people sign in. */
export const hasUsers = (features: readonly string[]): boolean =>
  catalogue.some(({ id, role }) => role === 'identity' && features.includes(id));

/** A role that may read everything, and one that may do something with each resource: nothing where nobody signs in. */
export function rolesOf({ clusters, features }: Spec): UserRoles {
  if (!hasUsers(features)) return {};
  const resources = resolved(clusters.flat(), features);
  const own = restrictedActions(resources);
  const grants = restrictedNames(resources).map((name, index) => {
    const all = ['*', ...usual, ...(own.get(name) ?? [])];
    return `${name}:${all[index % all.length]}`;
  });
  return { reader: ['*:read'], worker: grants };
}

/** The same as a spec file. */
export function yamlOf(spec: Spec): string {
  const { framework, features, clusters } = spec;
  const lines = clusters
    .flat()
    .flatMap(
      ({
        name,
        plural,
        path,
        description,
        access,
        operations,
        visible,
        softDelete,
        fields,
        checks = [],
        actions = [],
      }) => [
        `  ${name}:`,
        ...(plural === undefined ? [] : [`    plural: ${plural}`]),
        ...(path === undefined ? [] : [`    path: ${path}`]),
        ...(description === undefined ? [] : [`    description: ${JSON.stringify(description)}`]),
        ...(access === undefined ? [] : [`    access: ${access}`]),
        ...(operations === undefined ? [] : [`    operations: [${operations.join(', ')}]`]),
        ...(visible === undefined ? [] : [`    visible: ${visible}`]),
        ...(softDelete === true ? ['    softDelete: true'] : []),
        ...(checks.length === 0 ? [] : [`    checks: ${JSON.stringify(checks)}`]),
        '    fields:',
        ...fields.map(
          (field) =>
            `      ${field.slice(0, field.indexOf(':'))}: ${JSON.stringify(field.slice(field.indexOf(':') + 1))}`,
        ),
        ...(actions.length === 0 ? [] : ['    actions:', ...actions.map(actionLine)]),
      ],
    );
  const roles = Object.entries(rolesOf(spec)).map(([name, grants]) => `  ${name}: ${JSON.stringify(grants)}`);
  return [
    `framework: ${framework}`,
    `features: [${features.join(', ')}]`,
    ...(roles.length === 0 ? [] : ['roles:', ...roles]),
    'resources:',
    ...lines,
    '',
  ].join('\n');
}

function actionLine(text: string): string {
  const { name, by, transition, body } = parseAction(text);
  const fields = body.map(printField).map((field) => {
    const colon = field.indexOf(':');
    return [field.slice(0, colon), field.slice(colon + 1)] as const;
  });
  const said = { ...transition, by, ...(fields.length > 0 && { body: Object.fromEntries(fields) }) };
  return `      ${name}: ${JSON.stringify(said)}`;
}

/** The folder below `src/modules` and `test` that a resource's files are in. */
export const folderOf = (resource: WrittenResource): string => namesOfResource(parsed(resource)).plural.kebab;
