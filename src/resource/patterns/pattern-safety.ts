import { createRequire } from 'node:module';
import type * as Recheck from 'recheck';
import { checkerPath } from '../../package.js';
import { within } from './time-limit.js';
import { wholePattern } from './whole-pattern.js';

/** Why a pattern is refused, and the way out. */
export interface Danger {
  readonly what: string;
  readonly remedy: string;
}

/**
 * The most characters for a pattern whose time grows with the square of the length. The worst such pattern of 500 characters takes 50 ms
 * for a text of 500; an ordinary one takes less than 1 ms.
 */
export const longestSquare = 500;

const checkSeconds = 15;
const trialSeconds = 2;

/** Limits in steps, not in milliseconds, give the same verdict on every machine; only `timeout` stops a check that would not end. */
const limits: Recheck.Parameters = {
  timeout: checkSeconds * 1000,
  attackTimeout: null,
  incubationTimeout: null,
  seedingTimeout: null,
  attackLimit: 10_000_000,
  maxAttackStringSize: 4096,
  maxRepeatCount: 10_000,
  maxIteration: 3,
  maxInitialGenerationSize: 100,
  maxGenerationSize: 50,
  mutationSize: 20,
  crossoverSize: 10,
};

/** What is known of the time that a pattern takes for texts of up to `max` characters; undefined where nothing speaks against it. */
export function dangerOf(pattern: string, max: number): Danger | undefined {
  const verdict = verdictOf(pattern);
  if (verdict.status === 'safe') return undefined;
  if (verdict.status === 'unknown') return unproven(verdict.error);
  const { complexity } = verdict;
  if (complexity.type === 'exponential') {
    return {
      what: 'the pattern can take for ever: for some texts each further character multiplies its time',
      remedy: `Write it so that each text matches in one way only: a+ instead of (a+)+, a* instead of (a|a)*. ${page}`,
    };
  }
  return complexity.degree === 2 ? square(max) : steep(complexity.degree);
}

const page = 'See docs/resources.md, "Patterns".';
const apart = 'let neighbouring repeats match different characters: [^@]+@[^@]+ instead of .+@.+.';

function square(max: number): Danger | undefined {
  if (max <= longestSquare) return undefined;
  return {
    what: `the pattern is too slow for ${max} characters: for some texts its time grows with the square of the length`,
    remedy: `Use max=${longestSquare} or less, or ${apart} ${page}`,
  };
}

const steep = (degree: number): Danger => ({
  what: `the pattern can take for ever: for some texts its time grows with the length to the power of ${degree}`,
  remedy: `L${apart.slice(1)} ${page}`,
});

const unproven = (error: Recheck.Error): Danger => ({
  what: `the pattern could not be shown to be fast for every text${error.kind === 'timeout' ? ` within ${checkSeconds} seconds` : ''}`,
  remedy: `Write it more simply: fewer repeats, no backreference or lookaround beside a repeat. ${page}`,
});

/** At a prompt, the fields given before are read again with every answer. */
const verdicts = new Map<string, Recheck.Diagnostics>();

function verdictOf(pattern: string): Recheck.Diagnostics {
  const verdict = verdicts.get(pattern) ?? judged(wholePattern(unbounded(pattern)));
  verdicts.set(pattern, verdict);
  return verdict;
}

function judged({ source, flags }: RegExp): Recheck.Diagnostics {
  // Only a field with a pattern pays for the checker, which is larger than all the rest.
  const { checkSync } = createRequire(import.meta.url)(checkerPath) as typeof Recheck;
  try {
    return checkSync(source, flags, limits);
  } catch (error) {
    // It throws for a count that is no 32-bit number.
    return { source, flags, status: 'unknown', error: { kind: 'unexpected', message: String(error) } };
  }
}

/** The greatest count that is judged as written. */
const smallCount = 10;

/**
 * The pattern with `+` or `*` for counts such as `[a-z]{1,200}` and `(.*a){20}`, whose many states are too many for the checker. What is
 * written without bounds can match in at least as many ways. `[0-9]{16}` has one way and stays.
 */
const unbounded = (pattern: string): string =>
  pattern.replace(
    /\\(?:[pPu]\{[^}]*\}|.)|\[(?:\\.|[^\]\\])*\]|(?<=\))\{(\d+)\}|\{(\d+),(\d+)\}/gsu,
    (text, times?: string, least = times, most = times) =>
      most === undefined || Number(most) <= smallCount ? text : Number(least) === 0 ? '*' : '+',
  );

/**
 * A pattern tried on hard texts of up to `max` characters, made of some that fit it. The checker calls everything safe
 * that matches finitely many texts, though `(a?){30}a{30}` has a billion ways to match one of them.
 */
export function trialOf(pattern: string, max: number, fitting: readonly string[]): Danger | undefined {
  const whole = wholePattern(pattern);
  const texts = hardTexts(fitting, max);
  const done = within(trialSeconds * 1000, () => texts.map((text) => whole.test(text)));
  return done === undefined ? tooSlow(max) : undefined;
}

export const tooSlow = (max: number): Danger => ({
  what: `the pattern can take for ever: it was stopped in the middle of a text of at most ${max} characters`,
  remedy: `Write it so that each text matches in one way only. ${page}`,
});

/** Ends that fit hardly any pattern: `.` takes no line break, and most classes have no such character. */
const ends = ['', '\n', '\u{10FFFF}'];

/** Texts that make a pattern try all its ways: those that fit and each of their characters, once and repeated, with an end that does not. */
function hardTexts(fitting: readonly string[], max: number): readonly string[] {
  const units = [...new Set(fitting.flatMap((text) => [text, ...text]))].filter((unit) => unit !== '');
  const bodies = units.flatMap((unit) => [unit, unit.repeat(Math.ceil(max / unit.length))]);
  return bodies.flatMap((body) => ends.map((end) => body.slice(0, max - end.length) + end));
}
