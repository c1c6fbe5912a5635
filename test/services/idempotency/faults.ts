import { edit, fault, type Fault } from '../../bar/faults/fault.js';

const folder = 'src/modules/idempotency';
const service = `${folder}/idempotency.service.ts`;
const keys = `${folder}/idempotency-key.repository.ts`;
const request = `${folder}/keyed-request.ts`;
const held = `${folder}/held-answer.ts`;
const header = 'src/platform/http/idempotency-key.header.ts';
const joined = 'src/platform/database/joined-transaction.ts';

/** Mistakes that people make with idempotency keys, planted in a blog with them. */
export const idempotencyFaults: readonly Fault[] = [
  fault('I1', 'answers are kept and not given', /gets another answer|it happened again/, [
    edit(service, 'if (known) return { answer: known', 'if (known?.key === "") return { answer: known'),
  ]),
  fault('I1', 'headers are not kept', /location is another/, [
    edit(held, 'value !== this.#before[name]', "name === 'content-type'"),
  ]),
  fault('I2', 'the body is not looked at', /another body is 201/, [
    edit(request, 'method, originalUrl, body]', 'method, originalUrl]'),
    edit(request, 'const { method, originalUrl, body } = req;', 'const { method, originalUrl } = req;'),
  ]),
  fault('I2', 'a role that was taken or given changes nothing', /another role is 201/, [
    edit(request, '[role, scopes, method', '[scopes, method'),
    edit(request, 'const { id, role, scopes } = actor;', 'const { id, scopes } = actor;'),
  ]),
  fault('I3', 'the second request waits', /waits for the first/, [
    edit(keys, 'pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS', 'length($1) > 0 AS'),
  ]),
  fault('I4', 'what a handler does is kept by itself', /a row is left behind/, [
    edit(joined, 'joined?.isOver === false ? joined.runner', 'joined?.isOver === undefined ? joined?.runner'),
  ]),
  fault('I5', 'a key is taken before the work, by itself', /the key is not free/, [
    edit(
      service,
      'readonly #transaction: JoinedTransaction;',
      'readonly #transaction: JoinedTransaction;\n  readonly #keys: IdempotencyKeyRepository;',
    ),
    edit(
      service,
      'this.#transaction = new JoinedTransaction(dataSource);',
      'this.#transaction = new JoinedTransaction(dataSource);\n    this.#keys = new IdempotencyKeyRepository(dataSource.manager);',
    ),
    edit(
      service,
      'once(request: KeyedRequest, work: () => Promise<Answer>): Promise<Once> {',
      `async once(request: KeyedRequest, work: () => Promise<Answer>): Promise<Once> {
    const isNew = !(await this.#keys.find(request));
    if (isNew) await this.#keys.insert(request, { status: 102, headers: {}, body: '' });`,
    ),
    edit(
      service,
      'const known = await keys.find(request);',
      "const known = isNew ? null : await keys.find(request);\n      if (known?.status === 102) throw new AppError('conflict', 'It is being handled.');",
    ),
  ]),
  fault('I6', 'keys are those of everybody', /uses up the keys of another|gets the answer of another/, [
    edit(keys, '.where({ userId, key })', '.where(userId ? { key } : { key })'),
  ]),
  fault('I7', 'operations on accounts are no exception', /200 expected|is kept/, [
    edit(header, " && !path.startsWith('/auth/')", " && path !== ''"),
  ]),
  fault('I7', 'anything is a key', /a key: a b/, [edit(request, '[\\x21-\\x7e]{1,200}', '[^]*')]),
  fault('I8', 'answers are kept for an hour', /not kept for a day/, [
    edit(keys, "`interval '1 day'`", "`interval '1 hour'`"),
  ]),
  fault('I8', 'answers are kept for ever', /kept for longer/, [
    edit(keys, "`interval '1 day'`", "`interval '1000 days'`"),
  ]),
  fault('I8', 'old answers stay', /old answers stay/, [
    edit(keys, 'await this.#removeOld();', 'if (key === userId) await this.#removeOld();'),
  ]),
  fault('I8', 'requests wait for each other', /waits for who removes/, [
    edit(keys, ' FOR UPDATE SKIP LOCKED', ''),
  ]),
];
