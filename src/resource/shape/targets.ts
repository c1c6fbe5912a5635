import type { Project } from '../../core/project.js';
import type { KnownEntity, Resource } from '../model.js';
import { type Names, namesOfResource } from '../names.js';
import { hidesRows } from '../visibility.js';
import { importedAs } from './imported-names.js';

/** A many-to-many relation of a related row. */
export interface LinkedIds {
  readonly name: string;
  /** What shows its ids, where not everybody sees all of them. */
  readonly visible: VisibleRows | undefined;
}

/** The function that tells which rows of a resource may be read. */
export interface VisibleRows {
  /** `visiblePosts` */
  readonly rows: string;
  /** Its module, as a project path without extension. */
  readonly module: string;
}

/** Where the other end of a relation lives. */
export interface RelationTarget {
  readonly entity: string;
  /** What the class is called where it is imported: `Page` may be `PageEntity`. */
  readonly local: string;
  readonly names: Names;
  readonly table: string;
  /** Module of the class, as a project path without extension. */
  readonly module: string;
  /** What `.view`, `.schema` … are appended to: beside the class, unless that was moved away from them. */
  readonly stem: string;
  readonly isUser: boolean;
  readonly resource: Resource | undefined;
  /** Whether not everybody sees all of its rows who may read it. */
  readonly hidesRows: boolean;
  /** Its many-to-many relations, whose ids are shown with it. */
  readonly links: readonly LinkedIds[];
  /** Its class is not written yet: it comes later in this same plan. */
  readonly later: boolean;
}

export const moduleFolder = (names: Names): string => `src/modules/${names.plural.kebab}`;

export function targetOf(
  name: string,
  own: string,
  known: ReadonlyMap<string, KnownEntity>,
  project: Project,
): RelationTarget {
  const entity = known.get(name);
  if (!entity) throw new Error(`The relation to ${name} was not resolved.`);
  const { table, isUser, resource } = entity;
  return {
    entity: name,
    local: importedAs(name),
    names: namesOfResource(resource ?? { name }),
    table,
    module: entity.path.replace(/\.ts$/, ''),
    stem: stemOf(entity, project),
    isUser,
    resource,
    hidesRows: isHiding(entity, known),
    links: (resource?.fields ?? [])
      .filter((field) => field.kind === 'manyToMany')
      .map((field) => ({
        name: field.name,
        visible: visibleRowsOf(known.get(field.target), known, project),
      })),
    later: name !== own && !project.has(entity.path),
  };
}

/** What `.view`, `.schema` … of an entity are appended to: beside its class, unless that was moved away from them. */
function stemOf({ name, path, resource }: KnownEntity, project: Project): string {
  const names = namesOfResource(resource ?? { name });
  const beside = path.replace(/(?:\.entity)?\.ts$/, '');
  return project.has(`${beside}.view.ts`) ? beside : `${moduleFolder(names)}/${names.kebab}`;
}

const isHiding = ({ resource }: KnownEntity, known: ReadonlyMap<string, KnownEntity>): boolean =>
  resource !== undefined && hidesRows(resource, (other) => known.get(other)?.resource);

function visibleRowsOf(
  entity: KnownEntity | undefined,
  known: ReadonlyMap<string, KnownEntity>,
  project: Project,
): VisibleRows | undefined {
  if (entity === undefined || !isHiding(entity, known)) return undefined;
  return visibleRows({ names: namesOfResource(entity.resource ?? entity), stem: stemOf(entity, project) });
}

/** Of a resource that hides rows. */
export const visibleRows = ({ names, stem }: Pick<RelationTarget, 'names' | 'stem'>): VisibleRows => ({
  rows: `visible${names.plural.pascal}`,
  module: `${stem}.visibility`,
});
