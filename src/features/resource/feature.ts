import { UsageError } from '../../core/errors.js';
import type { Draft } from '../../core/draft.js';
import { earlierShapes } from '../../resource/shape/earlier.js';
import type { KnownEntity, Resource } from '../../resource/model.js';
import { takesBodies } from '../../resource/operations.js';
import { commonValues, shapeOf, type Shape } from '../../resource/shape/shape.js';
import type { PersistenceRole, TableChanges } from '../../roles/persistence/contract.js';
import { defineFeature, type Facts, type PlinthFeature, type Tools } from '../../roles/tools.js';
import { apiTestValues } from './api-test.js';
import { factoryModule, factoryValues } from './factory.js';
import { fewValuedTables } from './few-values.js';
import { schemaValues } from './schema.js';
import { serverDefaults } from './server-defaults.js';
import { hasServiceTest, serviceTestValues } from './service-test.js';
import { serviceValues } from './service.js';
import { viewValues } from './view.js';

/** One resource: its rules here, its storage and its transport by the roles. */
export function resourceFeature(resource: Resource): PlinthFeature {
  return defineFeature({
    ...aboutResource(resource),
    id: `resource:${resource.name}`,
    plan({ draft, ...tools }) {
      const { facts, api, persistence } = tools;
      renderRules(draft, resource, tools);
      persistence.resourceFiles(draft, resource, facts.entities);
      persistence.resourceTable(draft, resource, facts.entities);
      api.resourceFiles(draft, resource, facts.entities);
      api.mountResource(draft, resource, facts.entities);
    },
  });
}

/** All files that a resource may have, and nothing of other files. */
export function resourceFiles(resource: Resource): PlinthFeature {
  return defineFeature({
    ...aboutResource(resource),
    id: `files:${resource.name}`,
    plan({ draft, ...tools }) {
      const { entities } = tools.facts;
      renderRules(draft, resource, tools);
      // Where it has no tests, those of others may have brought it.
      renderFactories(draft, shapeOf(resource, entities, draft.project), entities, tools.persistence);
      tools.persistence.resourceFiles(draft, resource, entities);
      tools.api.resourceFiles(draft, resource, tools.facts.entities);
    },
  });
}

/** What a resource adds to the files of those it points at. */
export function inverseSides(resource: Resource): PlinthFeature {
  return defineFeature({
    ...aboutResource(resource),
    id: `inverse-sides:${resource.name}`,
    plan({ draft, facts, persistence }) {
      persistence.inverseSides(draft, resource, facts.entities);
    },
  });
}

/** What the change of resources needs of the database. */
export function changedTables(changes: TableChanges): PlinthFeature {
  const names = [...changes.removed, ...changes.changed.map(({ after }) => after)].map(({ name }) => name);
  return defineFeature({
    ...aboutResource({ name: names.join(', ') }),
    id: `tables:${names.join(', ')}`,
    plan({ draft, persistence }) {
      persistence.changedTables(draft, changes);
    },
  });
}

const aboutResource = ({ name }: Pick<Resource, 'name'>) => ({
  title: name,
  summary: `The resource ${name}.`,
  needs: ['http', 'persistence'],
  questions: {},
});

function renderRules(draft: Draft, resource: Resource, { facts, platform, persistence }: Tools): void {
  const shape = shapeOf(resource, facts.entities, draft.project);
  assertWritable(shape);
  const schema = schemaValues(shape);
  const common = commonValues(shape);
  const defaults = serverDefaults(shape, persistence);
  draft.render('resource/schema', { ...common, ...schema });
  draft.render('resource/view', { ...common, ...viewValues(shape) });
  draft.render('resource/service', { ...common, ...serviceValues(shape, platform, defaults) });
  if (shape.slug && shape.serves.create) renderOnce(draft, sharedParts.slug);
  if (schema.hasChecks) renderOnce(draft, sharedParts.rowChecks);
  if (schema.usesFields) renderOnce(draft, sharedParts.fields);
  if (shape.hiding !== undefined) renderOnce(draft, sharedParts.visibleRows);
  if (shape.actions.some(({ transition }) => transition)) renderOnce(draft, sharedParts.state);
  if (resource.tests) renderTests(draft, shape, facts, persistence);
}

/** What only some resources need: it comes with the first of them, and goes with the last. */
export const sharedParts = {
  slug: { folder: 'resource/slug', path: 'src/platform/database/slug.ts' },
  fields: { folder: 'resource/fields', path: 'src/platform/fields.ts' },
  rowChecks: { folder: 'resource/checks', path: 'src/platform/row-checks.ts' },
  visibleRows: { folder: 'resource/visible-rows', path: 'src/platform/database/visible-rows.ts' },
  state: { folder: 'resource/state', path: 'src/platform/state.ts' },
} as const;

export function renderOnce(
  draft: Draft,
  { folder, path }: (typeof sharedParts)[keyof typeof sharedParts],
): void {
  if (!draft.project.has(path)) draft.render(folder);
}

/** The tests make rows of the entities this one needs; where nothing says how, there can be no tests. */
function renderTests(
  draft: Draft,
  shape: Shape,
  { entities: known, roles }: Facts,
  persistence: PersistenceRole,
): void {
  const stranger = [...shape.belongsTo, ...shape.manyToMany].find(({ to }) => !to.isUser && !to.resource);
  if (stranger) {
    draft.note(
      `${shape.names.pascal} has no tests: Plinth did not write ${stranger.target} and cannot make its rows.`,
    );
    return;
  }
  renderFactories(draft, shape, known, persistence);
  const earlier = earlierShapes(shape.resource, known, draft.project);
  for (const other of earlier) renderFactories(draft, other, known, persistence);
  const common = commonValues(shape);
  const fewValued = fewValuedTables(shape, [], known);
  if (hasServiceTest(shape))
    draft.render('resource/service-test', { ...common, ...serviceTestValues(shape, fewValued) });
  draft.render('resource/api-test', { ...common, ...apiTestValues(shape, earlier, known, roles) });
}

/** This resource's factory, and those it calls of resources that were made without tests. */
function renderFactories(
  draft: Draft,
  shape: Shape,
  known: ReadonlyMap<string, KnownEntity>,
  persistence: PersistenceRole,
): void {
  if (draft.project.has(`${factoryModule({ isUser: false, names: shape.names })}.ts`)) return;
  draft.render('resource/factory', {
    ...commonValues(shape),
    ...factoryValues(shape, serverDefaults(shape, persistence)),
  });
  for (const { to } of [...shape.belongsTo, ...shape.manyToMany]) {
    if (!to.resource || to.later) continue;
    renderFactories(draft, shapeOf(to.resource, known, draft.project), known, persistence);
  }
}

function assertWritable(shape: Shape): void {
  if (!takesBodies(shape.serves)) return;
  if (shape.writable.length + shape.settable.length + shape.manyToMany.length > 0) return;
  throw new UsageError(
    `${shape.names.pascal} has no field that a request may set.`,
    `Give it at least one that is not readonly: plinth add resource ${shape.names.pascal} name:string`,
  );
}
