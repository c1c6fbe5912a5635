import { loadOracle } from '../support/oracles.js';
import { asArray, asObject, type Operation, propertiesOf } from './document.js';
import { type Answer, type Json, show } from './http.js';
import type { Live } from './subject.js';

const AT_ONCE = 16;

/** One text in one place of an operation, or in all its free texts; everything else about the request is good. */
interface Place {
  readonly isFree: boolean;
  readonly ask: (text: string) => Promise<Answer>;
}

/** Places with a format refuse nearly everything: each operation has them try every fourth text, another four than the last one. */
const STEP = 4;

/**
 * The big list of naughty strings, a try for every operation: all of it in the texts that are free, a part of it, in turns, in the places
 * with a format. Nothing fails on our side, and nothing hangs.
 */
export async function naughtyTries(live: Live): Promise<readonly (() => Promise<readonly string[]>)[]> {
  const texts = await loadOracle<readonly string[]>('big-list-of-naughty-strings');
  return live.document.api.map((operation, start) => async () => {
    const places = await placesOf(live, operation);
    const free = places.filter(({ isFree }) => isFree);
    const others = places.filter(({ isFree }) => !isFree);
    const requests = texts.flatMap((text, at) => {
      const turn = (at + start) % STEP === 0 ? others[Math.floor(at / STEP) % others.length] : undefined;
      return [...free, ...(turn ? [turn] : [])].map(
        ({ ask }) =>
          () =>
            ask(text),
      );
    });
    const answers = await atOnce(requests);
    return answers.filter(({ status }) => status >= 500).map((answer) => `naughty: ${show(answer)}`);
  });
}

async function placesOf(live: Live, operation: Operation): Promise<readonly Place[]> {
  const { client, document, world } = live;
  const { method, path: template, queryParameters, pathParameters } = operation;
  const token = (await world.callerOf(operation))?.token;
  const path = await world.pathFor(operation);
  const body = operation.body && (await world.bodyFor(operation));
  const ask = (at: string, sent: Json | undefined): Promise<Answer> =>
    client.ask(method, at, { token, body: sent });
  // A password is hashed each time, which is slow on purpose.
  const isSlow = template.includes('/auth/');
  const fields = Object.entries(propertiesOf(document, operation.body));
  const free = fields.filter(([, schema]) => isFreeText(schema)).map(([name]) => name);
  const askWith = (names: readonly string[]) => (text: string) =>
    ask(path, { ...body, ...Object.fromEntries(names.map((name) => [name, text])) });
  return [
    ...pathParameters.map((name) => ({
      isFree: false,
      ask: (text: string) => ask(template.replace(`{${name}}`, encodeURIComponent(text) || '%20'), body),
    })),
    ...queryParameters.map(({ name, schema }) => ({
      isFree: isFreeText(schema),
      ask: (text: string) => ask(`${path}?${encodeURIComponent(name)}=${encodeURIComponent(text)}`, body),
    })),
    ...fields
      .filter(([name]) => !free.includes(name))
      .map(([name]) => ({ isFree: false, ask: askWith([name]) })),
    ...(free.length === 0 ? [] : [{ isFree: !isSlow, ask: askWith(free) }]),
  ];
}

/** A pattern that takes any words, such as one against blanks only, is no format. */
function isFreeText(schema: Json): boolean {
  const { type, format, enum: values } = schema;
  const patterns = [schema, ...asArray(schema['allOf'])].map((one) => asObject(one)['pattern']);
  const takesWords = patterns.every((one) => typeof one !== 'string' || new RegExp(one, 'u').test(words));
  return [type].flat().includes('string') && format === undefined && values === undefined && takesWords;
}

const words = `Some words, "quoted" (or not)`;

async function atOnce(requests: readonly (() => Promise<Answer>)[]): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (let at = 0; at < requests.length; at += AT_ONCE) {
    answers.push(...(await Promise.all(requests.slice(at, at + AT_ONCE).map((ask) => ask()))));
  }
  return answers;
}
