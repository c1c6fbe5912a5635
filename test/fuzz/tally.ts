import { UserError } from '../../src/core/errors.js';

type Kind =
  'field' | 'resource' | 'relation' | 'access' | 'operations' | 'visible' | 'check' | 'action' | 'cluster';

/** What was tried, and what was refused with which reason. */
export class Tally {
  readonly tried = new Map<Kind, number>();
  readonly refused = new Map<Kind, number>();
  /** By reason, with names and numbers taken out; the first message of each as an example. */
  readonly reasons = new Map<string, { count: number; readonly example: string }>();
  /** What is no refusal: an exception, or a reason that is Plinth's own. */
  readonly faults: string[] = [];

  /** Whether Plinth accepts it. */
  accepted(kind: Kind, work: () => unknown): boolean {
    this.tried.set(kind, (this.tried.get(kind) ?? 0) + 1);
    try {
      work();
      return true;
    } catch (error) {
      this.#refused(kind, error);
      return false;
    }
  }

  /** The share of what was refused. */
  share(kind: Kind): number {
    return (this.refused.get(kind) ?? 0) / Math.max(1, this.tried.get(kind) ?? 0);
  }

  #refused(kind: Kind, error: unknown): void {
    this.refused.set(kind, (this.refused.get(kind) ?? 0) + 1);
    if (
      !(error instanceof UserError) ||
      error.remedy === '' ||
      /defect|not implemented/i.test(error.message + error.remedy)
    ) {
      this.faults.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
      return;
    }
    const reason = `${kind}: ${reasonOf(error.message)}`;
    const known = this.reasons.get(reason);
    if (known) known.count += 1;
    else this.reasons.set(reason, { count: 1, example: error.message });
  }

  report(): string {
    const kinds = [...this.tried].map(
      ([kind, tried]) => `${kind} ${this.refused.get(kind) ?? 0} of ${tried}`,
    );
    const reasons = [...this.reasons]
      .sort(([, one], [, other]) => other.count - one.count)
      .map(
        ([reason, { count, example }]) =>
          `${String(count).padStart(6)}  ${reason}\n            e.g. ${example.slice(0, 160)}`,
      );
    return [`Refused: ${kinds.join(', ')}.`, ...reasons].join('\n');
  }
}

const reasonOf = (message: string): string =>
  message
    .replace(/^(Field|Resource) "(?:[^"\\]|\\.)*"/, '$1 …')
    .replace(/"(?:[^"\\]|\\.)*"/g, '…')
    .replace(/\b(?!Field|Resource|In\b|The\b|PostgreSQL)[A-Z]\w*(\.\w+)?\b/g, 'X')
    .replace(/-?\d+(\.\d+)?/g, 'N')
    .slice(0, 110);
