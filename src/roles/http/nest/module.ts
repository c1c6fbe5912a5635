import type { Shape } from '../../../resource/shape/shape.js';

/** What the module template prints: a resource may have a module of its own that is called like TypeORM's. */
export function moduleValues({ names }: Shape) {
  const isTaken = names.pascal === 'TypeOrm';
  return {
    OrmModule: isTaken ? 'OrmModule' : 'TypeOrmModule',
    OrmModuleImport: isTaken ? 'TypeOrmModule as OrmModule' : 'TypeOrmModule',
  };
}
