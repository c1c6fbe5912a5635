import { ImportBlock } from '../../resource/import-block.js';
import { moduleFolder, type BelongsToShape, type RelationTarget, type Shape } from '../../resource/shape.js';
import { rowSampleSource, sampleSource } from './samples.js';

/** What the factory template prints. */
export interface FactoryValues {
  readonly factoryImports: string;
  readonly bodySignature: string;
  readonly bodyProperties: string;
  readonly rowProperties: string;
}

export function factoryValues(shape: Shape): FactoryValues {
  const required = requiredReferences(shape);
  const app = required.length > 0 ? 'app: TestApp' : '';
  const type = 'Record<string, unknown>';
  return {
    factoryImports: imports(shape).toString(),
    bodySignature:
      required.length > 0
        ? `export async function ${shape.names.camel}Body(${app}): Promise<${type}>`
        : `export function ${shape.names.camel}Body(): ${type}`,
    bodyProperties: [
      ...shape.writable.map((field) => `${field.name}: ${sampleSource(field, 'count')}`),
      ...required.map((field) => `${field.key}: ${newReference(field.to)}`),
    ].join(',\n'),
    rowProperties: [
      ...shape.writable.map((field) => `${field.name}: ${rowSampleSource(field, 'count')}`),
      ...(shape.slug ? [`${shape.slug.name}: ${sampleSource(shape.slug, 'count')}`] : []),
      ...shape.belongsTo
        .filter((field) => !field.optional)
        .map((field) => `${field.key}: overrides.${field.key} ?? (${newReference(field.to)})`),
      ...shape.manyToMany.map((field) => `${field.name}: []`),
    ].join(',\n'),
  };
}

/** How a test calls the body function. */
export const bodyCall = (shape: Shape): string =>
  requiredReferences(shape).length > 0 ? `await ${shape.names.camel}Body(app)` : `${shape.names.camel}Body()`;

const requiredReferences = (shape: Shape): readonly BelongsToShape[] =>
  shape.settable.filter((field) => !field.optional);

/** A new row of the other entity, and its id. */
export const newReference = (to: RelationTarget): string =>
  to.isUser ? '(await createUser(app)).id' : `(await create${to.names.pascal}(app)).id`;

/** The module with the factory of an entity. */
export const factoryModule = (to: { readonly isUser: boolean; readonly names: Shape['names'] }): string =>
  to.isUser
    ? 'test/support/sign-in'
    : `${moduleFolder(to.names).replace('src/modules', 'test')}/${to.names.kebab}.factory`;

function imports(shape: Shape): ImportBlock {
  const { pascal } = shape.names;
  const block = new ImportBlock(`test/${shape.names.plural.kebab}/${shape.names.kebab}.factory.ts`)
    .value(`${shape.module}.entity`, pascal)
    .type('test/support/app', 'TestApp');
  for (const { to } of shape.belongsTo.filter((field) => !field.optional)) {
    block.value(factoryModule(to), to.isUser ? 'createUser' : `create${to.names.pascal}`);
  }
  return block;
}
