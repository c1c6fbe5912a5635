import type { Engine } from '../engine.js';
import { columns } from './columns.js';
import { conversion } from './conversion.js';
import { defaults } from './defaults.js';

export const postgres: Engine = {
  title: 'PostgreSQL',
  packages: { production: ['pg'], development: ['@electric-sql/pglite', '@types/pg'] },
  columns,
  conversion,
  defaults,
};
