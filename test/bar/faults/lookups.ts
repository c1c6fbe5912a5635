import { edit, fault, type Fault } from './fault.js';

const posts = 'src/modules/posts';

/** What may be wrong with rows that are found by the value of a field. */
export const lookupFaults: readonly Fault[] = [
  fault('R20', 'a hidden row is found by its slug', /404 by its id, and GET .*-> 200/, [
    edit(
      `${posts}/post.repository.ts`,
      'this.#visible(actor).andWhere({ slug: value })',
      "this.#rows.createQueryBuilder('row').where({ slug: value })",
    ),
  ]),
  fault('R20', 'nothing is included', /not as by its id/, [
    edit(
      `${posts}/post.service.ts`,
      'findBySlug(value, actor, include)',
      'findBySlug(value, actor, include.slice(9))',
    ),
  ]),
  fault('R20', 'any length', /400 expected.*xxx/, [
    edit(`${posts}/post.schema.ts`, 'slug: z.string().max(255)', 'slug: z.string()'),
  ]),
  fault('R20', 'no index finds it', /no index finds/, [
    edit(
      `${posts}/post.repository.ts`,
      'andWhere({ slug: value })',
      "andWhere('lower(row.slug) = :value', { value })",
    ),
  ]),
  fault('R20', 'it is found by a part of its slug', /not as by its id/, [
    edit(
      `${posts}/post.repository.ts`,
      'andWhere({ slug: value })',
      "andWhere('row.slug <> :value', { value })",
    ),
  ]),
  fault('R20', 'the log has what was looked for', /logged: /, [
    edit('src/platform/http/logger.ts', "'$1*'", "'$&'"),
  ]),
];
