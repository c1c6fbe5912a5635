import type { PlinthFeature } from '../../roles/tools.js';
import { shop } from './shop.js';

const all: ReadonlyMap<string, PlinthFeature> = new Map([['shop', shop]]);

/** What a preset brings beside the resources of its spec: code of its own, which is its user's from then on. */
export const presetCode = (id: string): PlinthFeature | undefined => all.get(id);
