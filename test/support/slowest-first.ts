import { basename } from 'node:path';
import { BaseSequencer, type TestSequencerConstructor, type TestSpecification } from 'vitest/node';

/** Begins with the files that take minutes, in this order: one that came last would be run beside an idle worker. */
export function slowestFirst(names: readonly string[]): TestSequencerConstructor {
  const rank = ({ moduleId }: TestSpecification): number => {
    const [name = ''] = basename(moduleId).split(/\.(?:test|bar|covering|services)\./);
    const found = names.indexOf(name);
    return found === -1 ? names.length : found;
  };
  return class extends BaseSequencer {
    override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
      const usual = await super.sort(files);
      return usual.toSorted((a, b) => rank(a) - rank(b));
    }
  };
}
