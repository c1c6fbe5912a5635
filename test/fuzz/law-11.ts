import { beforeAll, describe, expect, it } from 'vitest';
import { fuzzed, type Outcome, told } from './fuzz.js';

/** The draw changes with the words of the templates, not with the day. Other seeds are tried by hand: `npm run fuzz`. */
const SEED = 11;
const RESOURCES = 40;
const PER_PROJECT = 20;

/** Law 11, as far as some minutes go. */
export function lawEleven(framework: string): void {
  describe(`law 11, what is accepted works: on ${framework}`, () => {
    let outcome: Outcome;
    beforeAll(async () => {
      const log = (line: string): void => void process.stdout.write(`law 11, ${framework}: ${line}\n`);
      log(
        `npm run fuzz -- --framework ${framework} --resources ${RESOURCES} --per-project ${PER_PROJECT} --seed ${SEED}`,
      );
      const bounded = { resources: RESOURCES, perProject: PER_PROJECT, seeds: [SEED], shrinkMs: 60_000 };
      outcome = await fuzzed({ framework, ...bounded, log });
    });

    it('every spec that is not refused gives a project that passes its own checks', () => {
      expect(outcome.findings.map(told)).toEqual([]);
    });

    it('the resources are of every kind', () => {
      expect(outcome.missing).toEqual([]);
    });

    it('what is refused is refused with a reason and a remedy, and most is accepted', () => {
      expect(outcome.tally.faults).toEqual([]);
      expect(outcome.resources).toBe(RESOURCES);
      expect(outcome.tally.share('field')).toBeLessThan(0.5);
      expect(outcome.tally.share('resource')).toBeLessThan(0.5);
      expect(outcome.tally.share('relation')).toBeLessThan(0.6);
    });
  });
}
