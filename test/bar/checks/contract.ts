import { type Check, flawsOfAll, noFlaws } from '../check.js';
import type { ApiDocument } from '../document.js';
import type { Exchange } from '../exchanges.js';
import { type Judge, prismJudge } from '../prism.js';
import { flawsOfPlay } from '../respect.js';

const p3: Check = {
  item: 'P3',
  title:
    "Prism finds nothing wrong with any answer to the project's own tests, or to these; `redocly respect` plays the life of a row of each resource, and of an account, without a failure",
  how: 'The document is made from the schemas that validate, with the statuses that an operation can answer.',
  async run(subject) {
    const live = await subject.live();
    const { document } = live;
    const judge = await prismJudge(document);
    const own = async () => (await subject.ownTests()).exchanges;
    noFlaws(
      await flawsOfAll(subject, [
        () => flawsOfPlay(live),
        async () => flawsOf(judge, subject.exchanges.all),
        async () => untested(document, await own()),
        async () => flawsOf(judge, await own()),
      ]),
    );
  },
};

/** Operations that the project's own tests do not call. */
function untested({ operations }: ApiDocument, exchanges: readonly Exchange[]): readonly string[] {
  const tested = exchanges.map(({ method, url }) => `${method.toLowerCase()} ${url.replace(/\?.*$/s, '')}`);
  return operations
    .filter(({ method, path }) => {
      const shape = new RegExp(`^${method} ${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
      return !tested.some((one) => shape.test(one));
    })
    .map(({ id }) => `${id} is in no test of the project`);
}

/** Of what the document knows. That it knows everything that is served is P2's business. */
async function flawsOf(judge: Judge, exchanges: readonly Exchange[]): Promise<readonly string[]> {
  const flaws: string[] = [];
  for (const exchange of exchanges) {
    const { method, url, status, answer } = exchange;
    const said = (await judge(exchange)) ?? [];
    flaws.push(
      ...said.map((one) => `${method} ${url.slice(0, 120)} -> ${status}: ${one} ${answer.slice(0, 200)}`),
    );
  }
  return [...new Set(flaws)];
}

export const contractChecks: readonly Check[] = [p3];
