import { importPath } from '../../resource/shape/import-path.js';
import type { BelongsToShape, Shape } from '../../resource/shape/shape.js';
import { moduleFolder, type RelationTarget } from '../../resource/shape/targets.js';
import { createHiddenOf, hidingWays, shownSample } from './hidden-rows.js';
import { rowSampleSource, sampleSource } from './samples.js';
import { fittingFields } from '../../resource/fields/compared-intervals.js';
import { turnsOf } from './unique-lists.js';
import type { ServerDefault } from './server-defaults.js';

/**
 * What the factory template prints.
 * @param defaults properties that a row needs beside what a request may set.
 */
export function factoryValues(shape: Shape, defaults: readonly ServerDefault[]) {
  const { names, slug } = shape;
  const required = requiredReferences(shape);
  const turns = turnsOf(shape.resource);
  const intervals = fittingFields(shape.resource);
  const file = `${factoryModule({ isUser: false, names })}.ts`;
  return {
    bodyOperation: bodyOperation(shape),
    needsRows: required.length > 0,
    required: required.map(({ key, to }) => ({ key, create: createOf(to) })),
    writable: shape.writable.map((field) => {
      const count = turns.get(field.name);
      const fitting = intervals.get(field.name) ?? field;
      const one = count === undefined ? fitting : { ...fitting, unique: true };
      return {
        name: field.name,
        sample: shownSample(shape, field)?.sent ?? sampleSource(one, count ?? 'count'),
        rowSample: shownSample(shape, field)?.held ?? rowSampleSource(one, count ?? 'count'),
      };
    }),
    filledByServer: [
      ...shownByServer(shape),
      ...otherDefaults(shape, defaults),
      ...(slug ? [{ name: slug.name, value: sampleSource(slug, 'count') }] : []),
    ],
    pointedAt: shape.belongsTo
      .filter((field) => !field.optional)
      .map(({ key, to }) => ({ key, create: createOf(to), from: importPath(file, factoryModule(to)) })),
    manyToMany: shape.manyToMany.map(({ name }) => ({ name })),
    ...hiddenRow(shape, file),
  };
}

/** A row that no request can show is shown from the start. */
function shownByServer(shape: Shape): readonly ServerDefault[] {
  const field = shape.hiding?.when?.field;
  const sample = field?.readonly ? shownSample(shape, field) : undefined;
  return field && sample ? [{ name: field.name, value: sample.held }] : [];
}

const otherDefaults = ({ hiding }: Shape, defaults: readonly ServerDefault[]): readonly ServerDefault[] =>
  defaults.filter(({ name }) => name !== hiding?.when?.field.name);

/** The function that makes a row which not everybody sees. */
function hiddenRow(shape: Shape, file: string) {
  const [way] = hidingWays(shape);
  const wholes = shape.hiding?.when === undefined ? (shape.hiding?.wholes ?? []) : [];
  return {
    hidesRows: way !== undefined,
    isHiddenWithOther: wholes.length > 0,
    hiddenOverrides: way?.overrides,
    hiddenWholes: wholes
      .slice(0, 1)
      .map(({ to }) => ({ create: createHiddenOf(to), from: importPath(file, factoryModule(to)) })),
  };
}

/** The operation whose bodies the factory makes: a whole one will do for a PATCH. */
function bodyOperation({ serves, names }: Shape): string {
  const list = `/${names.path}`;
  return serves.create ? `POST ${list}` : `${serves.replace ? 'PUT' : 'PATCH'} ${list}/{id}`;
}

/** How a test calls the body function. */
export const bodyCall = (shape: Shape): string =>
  requiredReferences(shape).length > 0 ? `await ${shape.names.camel}Body(app)` : `${shape.names.camel}Body()`;

const requiredReferences = (shape: Shape): readonly BelongsToShape[] =>
  shape.settable.filter((field) => !field.optional);

/** The function that makes a row of an entity. */
export const createOf = (to: Pick<RelationTarget, 'isUser' | 'names'>): string =>
  to.isUser ? 'createUser' : `create${to.names.pascal}`;

/** The module with the factory of an entity. */
export const factoryModule = (to: { readonly isUser: boolean; readonly names: Shape['names'] }): string =>
  to.isUser
    ? 'test/support/sign-in'
    : `${moduleFolder(to.names).replace('src/modules', 'test')}/${to.names.kebab}.factory`;
