import type { Resource } from '../../src/resource/model.js';
import { type ApiDocument, asObject, type Operation, propertiesOf } from './document.js';
import type { Json } from './http.js';
import { sampleBody } from './sample.js';
import { base, itemPath, listPath, type World } from './world.js';

/** A description to play, and what its player is given. */
export interface Script {
  readonly description: { readonly workflows: readonly Workflow[] };
  readonly inputs: Readonly<Record<string, string>>;
}

interface Ask {
  readonly body?: Json;
  /** Fields of the answer that are to have these values. */
  readonly answers?: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly token?: string;
  readonly id?: string;
}

interface Workflow {
  readonly workflowId: string;
  readonly inputs?: Json;
  readonly steps: readonly Step[];
}

interface Step {
  readonly stepId: string;
  readonly operationId: string;
  readonly parameters?: readonly Json[];
  readonly requestBody?: Json;
  readonly successCriteria: readonly Json[];
  readonly outputs?: Json;
}

/** What clients do with the service, in Arazzo: the life of a row of each resource, and of an account. */
export async function arazzoOf(document: ApiDocument, world: World): Promise<Script> {
  const writer = new Writer(document, world);
  const workflows = [writer.service()];
  if (world.hasAuth) workflows.push(writer.account());
  for (const resource of world.resources) workflows.push(await writer.row(resource));
  const description = {
    arazzo: '1.0.1',
    info: { title: 'What clients do', version: '1.0.0' },
    sourceDescriptions: [{ name: 'api', type: 'openapi', url: 'openapi.json' }],
    workflows,
  };
  return { description, inputs: await inputsOf(world) };
}

async function inputsOf(world: World): Promise<Script['inputs']> {
  if (!world.hasAuth) return {};
  const [owner, admin] = await Promise.all([world.owner(), world.admin()]);
  return {
    ownerEmail: owner.email,
    ownerPassword: owner.password,
    adminEmail: admin.email,
    adminPassword: admin.password,
  };
}

class Writer {
  readonly #document: ApiDocument;
  readonly #world: World;

  constructor(document: ApiDocument, world: World) {
    this.#document = document;
    this.#world = world;
  }

  /** What every project has, with neither accounts nor resources. */
  service(): Workflow {
    const steps = ['live', 'ready'].map((name) => this.#step(name, 'get', `/health/${name}`, 200, {}));
    return { workflowId: 'service', steps };
  }

  /** Its password is changed on the way; in the end its session is over. */
  account(): Workflow {
    const register = sampleBody(this.#document, this.#find('post', `${base}/auth/register`).body ?? {});
    const { email, password } = register;
    const change = { currentPassword: password, newPassword: `${String(password)} and more` };
    const me = (stepId: string, status: number, token: string, answers = {}): Step =>
      this.#step(stepId, 'get', `${base}/auth/me`, status, { token, answers });
    const post = (name: string, status: number, ask: Ask): Step =>
      this.#step(name, 'post', `${base}/auth/${name}`, status, ask);
    const steps = [
      post('register', 201, { body: register, answers: { email: String(email) } }),
      post('login', 200, { body: { email, password }, outputs: tokens }),
      me('me', 200, '$steps.login.outputs.token', { email: String(email) }),
      post('refresh', 200, {
        body: { refreshToken: '$steps.login.outputs.refreshToken' },
        outputs: tokens,
      }),
      post('change-password', 204, { body: change, token: '$steps.refresh.outputs.token' }),
      post('logout', 204, { body: { refreshToken: '$steps.refresh.outputs.refreshToken' } }),
      me('me-after-logout', 401, '$steps.refresh.outputs.token'),
    ];
    return { workflowId: 'account', steps };
  }

  /** Made, read, listed, changed, replaced, removed and gone. */
  async row(resource: Resource): Promise<Workflow> {
    const [list, item] = [listPath(resource), itemPath(resource)];
    const login = await this.#login(resource);
    const signedIn = login ? { token: '$steps.login.outputs.token' } : {};
    const own = { ...signedIn, id: '$steps.create.outputs.id' };
    const made = { ...(await this.#write(resource, 'post', list)), outputs: { id: '$response.body#/id' } };
    const changed = await this.#write(resource, 'patch', item);
    const replaced = await this.#write(resource, 'put', item);
    const get = (stepId: string, status: number, answers: Ask['answers'] = {}): Step =>
      this.#step(stepId, 'get', item, status, { ...own, answers });
    const steps = [
      ...(login ? [login] : []),
      this.#step('create', 'post', list, 201, { ...signedIn, ...made }),
      get('get', 200, made.answers),
      this.#step('list', 'get', list, 200, signedIn),
      this.#step('update', 'patch', item, 200, { ...own, ...changed }),
      get('get-updated', 200, changed.answers),
      this.#step('replace', 'put', item, 200, { ...own, ...replaced }),
      get('get-replaced', 200, replaced.answers),
      this.#step('delete', 'delete', item, 204, own),
      get('get-deleted', 404),
    ];
    return { workflowId: resource.name, ...(login && { inputs: credentials }), steps };
  }

  async #login(resource: Resource): Promise<Step | undefined> {
    const writer = await this.#world.writerOf(resource);
    if (!writer) return undefined;
    const who = writer.id === (await this.#world.admin()).id ? 'admin' : 'owner';
    const body = { email: `$inputs.${who}Email`, password: `$inputs.${who}Password` };
    return this.#step('login', 'post', `${base}/auth/login`, 200, { body, outputs: tokens });
  }

  /** A body, and which of its texts an answer is to show. */
  async #write(resource: Resource, method: string, path: string): Promise<Pick<Ask, 'body' | 'answers'>> {
    const operation = this.#find(method, path);
    const body = await this.#world.bodyFor(operation);
    const shown = Object.keys(propertiesOf(this.#document, this.#answerOf(this.#find('get', path))));
    const texts = resource.fields
      .filter((field) => field.kind === 'scalar' && ['string', 'text'].includes(field.type))
      .map(({ name }) => [name, body[name]] as const)
      .filter((entry): entry is [string, string] => /^[\w -]+$/.test(String(entry[1])));
    return { body, answers: Object.fromEntries(texts.filter(([name]) => shown.includes(name))) };
  }

  #answerOf({ responses }: Operation): Json {
    const media = asObject(asObject(asObject(responses['200'])['content'])['application/json']);
    return this.#document.resolve(media['schema']);
  }

  #find(method: string, path: string): Operation {
    const operation = this.#document.find(method, path);
    if (!operation) throw new Error(`The document has no ${method} ${path}.`);
    return operation;
  }

  #step(stepId: string, method: string, path: string, status: number, ask: Ask): Step {
    const { body, answers = {}, outputs, token, id } = ask;
    const parameters = [
      ...(id === undefined ? [] : [{ in: 'path', name: 'id', value: id }]),
      ...(token === undefined ? [] : [{ in: 'header', name: 'Authorization', value: `Bearer {${token}}` }]),
    ];
    const shown = Object.entries(answers).map(([name, value]) => ({
      condition: `$response.body#/${name} == '${value}'`,
    }));
    return {
      stepId,
      operationId: this.#find(method, path).id,
      ...(parameters.length > 0 && { parameters }),
      ...(body && { requestBody: { contentType: 'application/json', payload: body } }),
      successCriteria: [{ condition: `$statusCode == ${status}` }, ...shown],
      ...(outputs && { outputs }),
    };
  }
}

const credentials = {
  type: 'object',
  properties: Object.fromEntries(
    ['ownerEmail', 'ownerPassword', 'adminEmail', 'adminPassword'].map((name) => [name, { type: 'string' }]),
  ),
};

const tokens = { token: '$response.body#/accessToken', refreshToken: '$response.body#/refreshToken' };
