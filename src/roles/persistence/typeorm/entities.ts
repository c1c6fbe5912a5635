import type { Project } from '../../../core/project.js';
import { namesOf } from '../../../resource/names.js';
import type { KnownEntity } from '../../../resource/model.js';

const entityClass = /@Entity\(\s*(?:\{\s*name:\s*)?(?:['"`](\w+)['"`])?[^)]*\)[\s\S]*?\bclass\s+(\w+)/g;

/** Every class that the project's sources declare with `@Entity`. */
export function findEntities(project: Project): readonly KnownEntity[] {
  return project
    .list('src')
    .filter((path) => path.endsWith('.ts') && !/\.(test|spec|d)\.ts$/.test(path))
    .flatMap((path) => entitiesIn(path, project.read(path) ?? ''));
}

function entitiesIn(path: string, text: string): KnownEntity[] {
  return [...text.matchAll(entityClass)].flatMap(([, table, name]) =>
    name === undefined ? [] : [{ name, path, table: table ?? namesOf(name).snake, isUser: name === 'User' }],
  );
}
