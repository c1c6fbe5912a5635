import { readdirSync } from 'node:fs';
import type { HandEdit } from './hand.js';

const folders = readdirSync(new URL('.', import.meta.url), { withFileTypes: true }).filter((entry) => entry.isDirectory());

/** The hand-edited projects there are, by folder. */
export const hands: readonly (readonly [name: string, hand: HandEdit])[] = await Promise.all(
  folders.map(async ({ name }) => {
    const module = (await import(`./${name}/hand.ts`)) as { default: HandEdit };
    return [name, module.default] as const;
  }),
);

/** The hands that fit a project of a framework. */
export const handsOn = (framework: string): typeof hands =>
  hands.filter(([, { on = framework }]) => on === framework);
