import { edit, fault, type Fault } from './fault.js';

const posts = 'src/modules/posts/post.repository.ts';
const comments = 'src/modules/comments/comment.repository.ts';
const rules = 'src/platform/database/visible-rows.ts';

/** What shows rows that not everybody may read. */
export const visibilityFaults: readonly Fault[] = [
  fault('Z7', 'lists have every row', /shown to nobody/, [
    edit(posts, 'const query = this.#visible(actor);', "const query = this.#rows.createQueryBuilder('row');"),
  ]),
  fault('Z7', 'a row is found by its id', /get by nobody/, [
    edit(
      comments,
      'new RowReader(this.#visible(actor).andWhere({ id }))',
      "new RowReader(this.#rows.createQueryBuilder('row').where({ id }))",
    ),
  ]),
  fault('Z7', 'a hidden row is refused, which tells of it', /delete by a stranger/, [
    edit(
      comments,
      "return this.#visible(actor).andWhere({ id }).setLock('pessimistic_write').getOne();",
      "return this.#rows.createQueryBuilder('row').where({ id }).setLock('pessimistic_write').getOne();",
    ),
  ]),
  fault('Z7', 'a hidden row is included in others', /included in a row of others/, [
    edit(comments, "rows.join('post', { visible: visiblePosts(actor) })", "rows.join('post')"),
  ]),
  fault('Z7', 'others point at a hidden row', /pointed at by a stranger/, [
    edit(comments, "return rows.andWhere(sql('row'), parameters).getExists();", 'return rows.getExists();'),
  ]),
  fault('Z7', 'what goes with a hidden row is shown', /comments/, [
    edit(
      'src/modules/comments/comment.visibility.ts',
      "within('post_id', 'posts', visiblePosts(actor))",
      "{ ...within('post_id', 'posts', visiblePosts(actor)), sql: () => 'TRUE' }",
    ),
  ]),
  fault('Z7', 'whoever signs in sees everything', /shown to a stranger/, [
    edit(rules, '= :viewerId OR', '<> :viewerId OR'),
  ]),
  fault('Z7', 'owners do not see their own', /hidden from its owner/, [
    edit(
      rules,
      'const isOwn = owner !== undefined && viewerId !== undefined;',
      'const isOwn = owner === viewerId;',
    ),
  ]),
  fault('Z7', 'an admin sees no more than others', /hidden from an admin/, [
    edit(rules, 'if (actor && can(actor, all))', "if (actor?.id === 'admin')"),
  ]),
];
