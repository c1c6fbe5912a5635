import { randomBytes } from 'node:crypto';
import { AccountApi } from './account-api.js';
import { type Answer, Client, isObject, show } from './http.js';
import type { Subject } from './subject.js';

/** Attempts that are answered before the first that is refused. */
export const LIMIT = 3;

/** Another try of the same somebody at each call, from where the caller says. */
export type Attempt = (api: AccountApi, index: number) => Promise<Answer>;

/** The project with a small limit for accounts, behind so many proxies. */
export class ThrottledService {
  readonly #client: Client;
  readonly #stop: () => Promise<unknown>;

  private constructor(client: Client, stop: () => Promise<unknown>) {
    this.#client = client;
    this.#stop = stop;
  }

  static async boot(subject: Subject, proxies: 0 | 1): Promise<ThrottledService> {
    const env = { AUTH_RATE_LIMIT_MAX: String(LIMIT), TRUST_PROXY: String(proxies) };
    const service = await subject.boot({ env });
    return new ThrottledService(new Client(service.url), () => service.stop());
  }

  /** As somebody whose request names this address as its origin. */
  from(address: string): AccountApi {
    return new AccountApi(this.#client, {
      'X-Forwarded-For': address,
      Forwarded: `for="${address.includes(':') ? `[${address}]` : address}"`,
      'X-Real-IP': address,
      'X-Client-IP': address,
      'True-Client-IP': address,
    });
  }

  async close(): Promise<void> {
    this.#client.close();
    await this.#stop();
  }
}

let addresses = 0;

/** An address that nobody else called from. */
export function newAddress(): string {
  addresses += 1;
  return `10.${addresses >> 16}.${(addresses >> 8) & 255}.${addresses & 255}`;
}

/** Of one network of a customer, who has them all. */
const newSubnet = (): string =>
  `2001:db8:${randomBytes(2).toString('hex')}:${randomBytes(2).toString('hex')}`;

/** As some proxies name a caller: with the port that they call from. */
const withPort = (address: string, index: number): string =>
  /:.*:/.test(address) ? `[${address}]:${50_000 + index}` : `${address}:${50_000 + index}`;

/** Makes one attempt more than is allowed: that one has to be refused, and none before it. */
export async function flawsOfLimit(
  name: string,
  attempt: (index: number) => Promise<Answer>,
): Promise<readonly string[]> {
  const flaws: string[] = [];
  for (let index = 0; index < LIMIT; index += 1) {
    const answer = await attempt(index);
    if (answer.status === 429 || answer.status >= 500)
      flaws.push(`${name}: refused too early: ${show(answer)}`);
  }
  return [...flaws, ...flawsOfRefusal(name, await attempt(LIMIT))];
}

function flawsOfRefusal(name: string, answer: Answer): readonly string[] {
  if (answer.status !== 429) return [`${name}: try ${LIMIT + 1} of ${LIMIT} is answered: ${show(answer)}`];
  const { headers, json } = answer;
  const wait = String(headers['retry-after']);
  const problem = isObject(json) && json['status'] === 429 && json['requestId'] === headers['x-request-id'];
  return [
    ...(/^[1-9]\d{0,3}$/.test(wait) && Number(wait) <= 900 ? [] : [`${name}: Retry-After is ${wait}`]),
    ...(problem && headers['content-type']?.startsWith('application/problem+json')
      ? []
      : [`${name}: 429 is no problem document: ${show(answer)}`]),
  ];
}

/** One somebody from many machines, and not somebody else. */
export async function flawsOfAccountLimit(
  service: ThrottledService,
  name: string,
  newcomer: () => Promise<Attempt>,
): Promise<readonly string[]> {
  const [one, another] = [await newcomer(), await newcomer()];
  const flaws = await flawsOfLimit(`${name}, one account from many addresses`, (index) =>
    one(service.from(newAddress()), index),
  );
  const answer = await another(service.from(newAddress()), 0);
  return answer.status === 429 ? [...flaws, `${name}: everybody is refused: ${show(answer)}`] : flaws;
}

/** Many accounts from one machine, and not from another one. */
export async function flawsOfAddressLimit(
  service: ThrottledService,
  name: string,
  newcomer: () => Promise<Attempt>,
): Promise<readonly string[]> {
  const [address, subnet] = [newAddress(), newSubnet()];
  const limit = async (what: string, from: () => string): Promise<readonly string[]> =>
    flawsOfLimit(`${name}, many accounts from ${what}`, async (index) =>
      (await newcomer())(service.from(index % 2 === 0 ? from() : withPort(from(), index)), index),
    );
  const flaws = [
    // The proxy adds the true one at the end; what is before it, the caller wrote.
    ...(await limit('one address', () => `${newAddress()}, ${address}`)),
    ...(await limit('one IPv6 network', () => `${subnet}::${randomBytes(2).toString('hex')}`)),
  ];
  const answer = await (await newcomer())(service.from(newAddress()), 0);
  return answer.status === 429 ? [...flaws, `${name}: every address is refused: ${show(answer)}`] : flaws;
}
