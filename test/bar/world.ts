import { randomBytes, randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { BelongsTo, Field, ManyToMany, Resource, ScalarField } from '../../src/resource/model.js';
import { foreignKeyName, idsName, namesOf, namesOfResource } from '../../src/resource/names.js';
import type { UserRoles } from '../../src/resource/user-roles.js';
import { servesOf } from '../../src/resource/operations.js';
import { bounded } from './bounded.js';
import { hiderOf } from './hider.js';
import { type ApiDocument, type Operation, propertiesOf } from './document.js';
import { type Answer, type Client, expected, type Json, objectOf } from './http.js';
import { sampleBody } from './sample.js';

export const base = '/api/v1';

/** Access tokens live for 15 minutes, and a check may use the one it has for a while. */
const TOKEN_USE_MS = 8 * 60_000;

export interface Person {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  readonly token: string;
  readonly refreshToken: string;
}

/** The people and rows of a running project that checks need. Everything is new, so runs do not meet. */
export class World {
  readonly #client: Client;
  readonly #sql: pg.Pool;
  readonly #document: ApiDocument;
  /** Those with every operation: checks make their rows, change them and delete them. */
  readonly resources: readonly Resource[];
  readonly #all: readonly Resource[];
  /** What people of each role are granted, but for user and admin. */
  readonly roles: UserRoles;
  readonly hasAuth: boolean;
  readonly #hasTokens: boolean;
  readonly #people = new Map<string, { readonly person: Promise<Person>; readonly since: number }>();

  constructor(parts: {
    readonly client: Client;
    readonly sql: pg.Pool;
    readonly document: ApiDocument;
    readonly resources: readonly Resource[];
    readonly roles: UserRoles;
    readonly hasAuth: boolean;
    /** Whether people sign in for tokens; by a cookie otherwise. */
    readonly hasTokens: boolean;
  }) {
    this.#client = parts.client;
    this.#sql = parts.sql;
    this.#document = parts.document;
    this.#all = parts.resources;
    this.resources = parts.resources.filter(({ operations }) => operations === undefined);
    this.roles = parts.roles;
    this.hasAuth = parts.hasAuth;
    this.#hasTokens = parts.hasTokens;
  }

  /** An admin, made one in the database: no request can. */
  admin(): Promise<Person> {
    return this.#once('admin', () => this.signUp('admin'));
  }

  /** The user who owns the rows. */
  owner(): Promise<Person> {
    return this.#once('owner', () => this.signUp());
  }

  /** Another ordinary user. */
  stranger(): Promise<Person> {
    return this.#once('stranger', () => this.signUp());
  }

  async signUp(role = 'user'): Promise<Person> {
    const email = `${randomBytes(9).toString('hex')}@example.com`;
    const password = `correct horse ${randomBytes(6).toString('hex')}`;
    const user = await this.#client.post(`${base}/auth/register`, { email, password, name: 'Somebody' });
    const id = String(objectOf(expected(user, 201))['id']);
    if (role !== 'user') await this.#sql.query(`UPDATE users SET role = $2 WHERE id = $1`, [id, role]);
    return this.signIn({ id, email, password });
  }

  async signIn({ id, email, password }: Pick<Person, 'id' | 'email' | 'password'>): Promise<Person> {
    if (!this.#hasTokens) return this.#byCookie({ id, email, password });
    const answer = await this.#client.post(`${base}/auth/login`, { email, password });
    const { accessToken, refreshToken } = objectOf(expected(answer, 200));
    return { id, email, password, token: String(accessToken), refreshToken: String(refreshToken) };
  }

  async #byCookie(person: Pick<Person, 'id' | 'email' | 'password'>): Promise<Person> {
    const { email, password } = person;
    const answer = expected(await this.#client.post(`${base}/auth/session`, { email, password }), 200);
    const [cookie = ''] = answer.headers['set-cookie']?.[0]?.split(';') ?? [];
    return { ...person, token: cookie, refreshToken: '' };
  }

  /** A busy machine takes longer for the whole bar than an access token lives. */
  #once(key: string, make: () => Promise<Person>): Promise<Person> {
    const known = this.#people.get(key);
    if (known && Date.now() - known.since < TOKEN_USE_MS) return known.person;
    const person = known ? known.person.then((somebody) => this.signIn(somebody)) : make();
    this.#people.set(key, { person, since: Date.now() });
    return person;
  }

  /** Somebody who may write rows of the resource; nobody in a project without auth. */
  async writerOf({ access }: Resource): Promise<Person | undefined> {
    if (!this.hasAuth) return undefined;
    return access === 'admin' || access === 'internal' ? this.admin() : this.owner();
  }

  /** Somebody who may do everything. */
  async mighty(): Promise<Person | undefined> {
    return this.hasAuth ? this.admin() : undefined;
  }

  /**
   * Somebody mighty for trying an operation out. What is below /auth may end their sessions, so that is for somebody whom
   * nobody else needs.
   */
  async callerOf({ path }: Operation): Promise<Person | undefined> {
    return this.hasAuth && path.startsWith(`${base}/auth/`) ? this.signUp('admin') : this.mighty();
  }

  resource(name: string): Resource | undefined {
    return this.#all.find((resource) => resource.name === name);
  }

  /** The resource whose rows a path is for, where a request can make them. */
  resourceAt(path: string): Resource | undefined {
    return this.#all.find(
      (resource) =>
        servesOf(resource).create &&
        [
          listPath(resource),
          itemPath(resource),
          ...lookupsOf(resource).map((field) => lookupPathOf(resource, field)),
        ].includes(path),
    );
  }

  /** A good body for an operation, with rows behind every id in it. */
  async bodyFor(operation: Operation, which: 'all' | 'required' = 'all'): Promise<Json> {
    if (!operation.body) throw new Error(`${operation.id} takes no body.`);
    const resource = this.resourceAt(operation.path);
    const drawn = sampleBody(this.#document, operation.body, which);
    const body = resource ? bounded(drawn, resource) : drawn;
    const known = Object.keys(propertiesOf(this.#document, operation.body));
    if (!resource) return body;
    const own = await this.#references(resource, known, which);
    const left = resource.fields
      .filter(isReference)
      .map(keyOf)
      .filter((name) => !(name in own));
    return Object.fromEntries(Object.entries({ ...body, ...own }).filter(([name]) => !left.includes(name)));
  }

  async #references(resource: Resource, known: readonly string[], which: 'all' | 'required'): Promise<Json> {
    const references: Record<string, unknown> = {};
    for (const field of resource.fields.filter(isReference)) {
      const name = keyOf(field);
      if (!known.includes(name) || !this.#wanted(field, resource, which)) continue;
      const id = await this.#referred(field);
      references[name] = field.kind === 'belongsTo' ? id : [id];
    }
    return references;
  }

  /** A tree (a relation to itself) is left open at its root. */
  #wanted(field: Field, resource: Resource, which: 'all' | 'required'): boolean {
    if (field.kind === 'belongsTo' && !field.optional) return true;
    return (
      which === 'all' && (!('target' in field) || (field.target !== resource.name && this.#isMade(field)))
    );
  }

  #isMade({ target }: { readonly target: string }): boolean {
    const resource = this.resource(target);
    return resource === undefined || servesOf(resource).create;
  }

  /** With what it requires alone: optional relations may form cycles. */
  async #referred(field: BelongsTo | ManyToMany): Promise<string> {
    const { target } = field;
    const isOneToOne = field.kind === 'belongsTo' && field.unique;
    if (target === 'User') return (await (isOneToOne ? this.signUp() : this.owner())).id;
    const resource = this.resource(target);
    if (!resource) throw new Error(`No resource called ${target}.`);
    return String(objectOf(expected(await this.tryCreate(resource, {}, 'required'), 201))['id']);
  }

  /** A new row, made over HTTP by somebody who may; everybody sees it, unless the changes say otherwise. */
  async create(resource: Resource, changes: Json = {}, writer?: Person): Promise<Json> {
    return objectOf(expected(await this.tryCreate(resource, changes, 'all', writer), 201));
  }

  async tryCreate(
    resource: Resource,
    changes: Json = {},
    which: 'all' | 'required' = 'all',
    by?: Person,
  ): Promise<Answer> {
    const operation = this.#document.find('post', listPath(resource));
    if (!operation) throw new Error(`${resource.name} cannot be created.`);
    const writer = by ?? (await this.writerOf(resource));
    const hider = hiderOf(resource);
    const shown = hider ? { [hider.field.name]: hider.shown } : {};
    const body = { ...(await this.bodyFor(operation, which)), ...shown, ...changes };
    return this.#client.post(listPath(resource), body, { token: writer?.token });
  }

  /** The operation's path with an existing row in it, where the row's kind is known. */
  async pathFor(operation: Operation): Promise<string> {
    if (operation.pathParameters.length === 0) return operation.path;
    const resource = this.resourceAt(operation.path);
    // Of a row it is the id, or a value that it is found by.
    const row: Json = resource ? await this.create(resource) : { id: await this.#otherId(operation) };
    return operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(String(row[name])),
    );
  }

  async #otherId({ path }: Operation): Promise<string> {
    return path.startsWith(`${base}/users/`) ? (await this.signUp()).id : randomUUID();
  }
}

export const listPath = (resource: Resource): string => `${base}/${namesOfResource(resource).path}`;
export const itemPath = (resource: Resource): string => `${listPath(resource)}/{id}`;
/** Where rows are found by the value of a field, by the bar's own reading of a resource: `by-publish-date`. */
export const lookupPathOf = (resource: Resource, { name }: ScalarField): string =>
  `${listPath(resource)}/by-${namesOf(name).kebab}/{${name}}`;

export const lookupsOf = ({ fields }: Resource): readonly ScalarField[] =>
  fields.filter((field) => field.kind === 'scalar').filter((field) => field.lookup);
export const tableOf = (resource: Resource): string => namesOfResource(resource).plural.snake;

const isReference = (field: Field): field is BelongsTo | ManyToMany =>
  field.kind === 'belongsTo' || field.kind === 'manyToMany';

const keyOf = ({ kind, name, target }: BelongsTo | ManyToMany): string =>
  kind === 'belongsTo' ? foreignKeyName(name) : idsName(name, namesOf(target));
