import type { Facts } from '../../tools.js';
import type { Engine } from './engine.js';
import { postgres } from './postgres/engine.js';

export type EngineId = 'postgres';

/** Every engine by its id. */
export const engines: Readonly<Record<EngineId, Engine>> = { postgres };

export const engineOf = ({ database }: Pick<Facts, 'database'>): Engine => engines[database as EngineId];
