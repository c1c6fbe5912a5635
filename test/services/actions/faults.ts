import { edit, fault, type Fault, on } from '../../bar/faults/fault.js';

const service = 'src/modules/tickets/ticket.service.ts';
const state = 'src/platform/state.ts';
const scope = 'src/platform/http/scope.ts';
const schema = 'src/modules/tickets/ticket.schema.ts';
const routes = 'src/modules/tickets/ticket.routes.ts';
const controller = 'src/modules/tickets/ticket.controller.ts';

const errors = 'src/platform/database/errors.ts';
const tables = 'src/platform/database/fields.ts';
const words = 'src/platform/comparison.ts';
const compared = 'src/platform/row-checks.ts';
const stays = 'src/modules/stays/stay.service.ts';
const staySchema = 'src/modules/stays/stay.schema.ts';

/** What is done with a row, once its state is known. */
const closing = "      checkState('status', ticket.status, ['draft', 'open', 'paid']);\n";

/** Mistakes that people make with actions, planted in a blog with tickets. */
export const actionFaults: readonly Fault[] = [
  fault('B1', 'the state is not looked at', /close of a row that is shipped leaves closed/, [
    edit(service, closing, ''),
  ]),
  fault('B1', 'one state too many is let through', /open of a row that is paid leaves open/, [
    edit(service, "ticket.status, ['draft']", "ticket.status, ['draft', 'paid']"),
  ]),
  fault('B1', 'a refusal does not say what would do', /does not say paid/, [
    edit(state, 'and this needs ${needed}.', 'which is wrong.'),
    edit(state, '  const needed = either.format(allowed);\n', ''),
    edit(
      state,
      "/** British, for a list without a comma before \"or\". */\nconst either = new Intl.ListFormat('en-GB', { type: 'disjunction' });\n",
      '',
    ),
  ]),
  fault('B1', 'the state is told and not stored', /open of a row that is draft leaves draft/, [
    edit(
      service,
      "return tickets.save(ticket, { status: 'open' });",
      "return Object.assign(ticket, { status: 'open' as const });",
    ),
  ]),
  fault('B2', 'the state is looked at before the row is locked', /open by 10 at once/, [
    edit(
      service,
      "      checkState('status', ticket.status, ['draft']);\n",
      "      const seen = found(await this.#tickets.find(id), 'ticket');\n      await new Promise((done) => setTimeout(done, 300));\n      checkState('status', seen.status, ['draft']);\n",
    ),
    edit(
      service,
      "  open(actor: Actor, id: string, precondition: Precondition<Ticket>): Promise<Ticket> {\n    return this.#tickets.transaction(async (tickets) => {\n      const ticket = found(await tickets.lock(id), 'ticket');",
      "  open(actor: Actor, id: string, precondition: Precondition<Ticket>): Promise<Ticket> {\n    return this.#tickets.transaction(async (tickets) => {\n      const ticket = found(await tickets.find(id), 'ticket');",
    ),
  ]),
  fault('B3', 'anybody who may read a row closes it', /courier: .*close/, [
    edit(service, "      requireOwner(actor, 'tickets:close', ticket.customerId);\n", ''),
  ]),
  fault('B3', 'to a stranger a row is there', /stranger: .*look/, [
    edit(
      service,
      "      requireVisible(actor, 'tickets:read', ticket.customerId, 'ticket');\n      checkPrecondition(ticket, precondition);\n      // Your rule goes here. Until",
      '      if (actor.id === id) return ticket;\n      checkPrecondition(ticket, precondition);\n      // Your rule goes here. Until',
    ),
  ]),
  fault('B3', 'an action is in the scope of a change', /a key for tickets:update/, [
    edit(scope, "method === 'post' && done", "method === 'post' && done && 'update'"),
  ]),
  ...on('express', [
    fault('B3', 'whoever is signed in ships', /stranger: .*ship/, [
      edit(routes, "access: 'tickets:ship'", "access: 'authenticated'"),
    ]),
  ]),
  ...on('nest', [
    fault('B3', 'whoever is signed in ships', /stranger: .*ship/, [
      edit(controller, "  @Only('tickets:ship')\n", ''),
      edit(controller, "import { Only } from '../../platform/http/access.guard.js';\n", ''),
    ]),
  ]),
  fault('B4', 'a body may have more fields', /close with another field/, [
    edit(
      schema,
      'export const closeTicketBody = z\n  .strictObject({',
      'export const closeTicketBody = z\n  .object({',
    ),
  ]),
  fault(
    'D17',
    'a violation of the table is our own mistake',
    /post of less than what the server sets: .*500/,
    [edit(errors, "    case '23502':\n    case '23514':\n", "    case '23502':\n")],
  ),
  fault('D17', 'a violation of the table names no field', /post of less than what the server sets/, [
    edit(
      tables,
      'return field && far ? misfitsOf(field, operator, far) : [];',
      'return field && far ? [] : [];',
    ),
  ]),
  fault('D17', 'one of the two fields is named', /put of the end at the start/, [
    edit(words, '    { field: other, message: `${two} ${field}.` },\n', ''),
    edit(words, 'const [one, two] =', 'const [one] ='),
  ]),
  fault('D17', 'a row without an end is refused', /post of no end is refused/, [
    edit(
      compared,
      "if (typeof left !== 'string' || typeof right !== 'string') return undefined;",
      "if (typeof left !== 'string' || typeof right !== 'string') return right === null ? 1 : undefined;",
    ),
  ]),
  fault('D17', 'amounts are compared as texts', /"paid":"9.00".* -> 422/, [
    edit(
      compared,
      'return inOrder(units(one, digits), units(other, digits));',
      'return inOrder(one, other);',
    ),
    edit(compared, '  const digits = Math.max(fractionOf(one).length, fractionOf(other).length);\n', ''),
    edit(
      compared,
      "const fractionOf = (text: string): string => text.split('.')[1] ?? '';\n\nconst units = (text: string, digits: number): bigint =>\n  BigInt(text.replace(/\\..*/, '') + fractionOf(text).padEnd(digits, '0'));\n",
      '',
    ),
  ]),
  fault('D17', 'the row is compared as it was', /patch of both later is refused/, [
    edit(
      stays,
      'requireFitting({ ...stay, ...changes }, stayChecks);',
      'requireFitting({ ...changes, startsAt: changes.startsAt ?? stay.startsAt, endsAt: stay.endsAt }, stayChecks);',
    ),
  ]),
  fault('D17', 'the document does not say it', /patch does not say it in the document/, [
    edit(
      staySchema,
      ".superRefine(fitting(stayChecks))\n  .meta({\n    id: 'UpdateStay',\n    description:",
      ".superRefine(fitting(stayChecks))\n  .meta({\n    id: 'UpdateStay',\n    title:",
    ),
  ]),
  fault('B4', 'If-Match is forgotten', /open with another tag/, [
    edit(
      service,
      "      checkPrecondition(ticket, precondition);\n      checkState('status', ticket.status, ['draft']);",
      "      if (!precondition) checkPrecondition(ticket, precondition);\n      checkState('status', ticket.status, ['draft']);",
    ),
  ]),
];
