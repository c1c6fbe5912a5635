/** What is done to the blog first: something more for the commands to change. */
export const preparations: readonly (readonly string[])[] = [
  ['add', 'feature', 'jobs'],
  [
    ...['add', 'resource', 'Slot', 'name:string:max=80'],
    ...['startsAt:datetime', 'endsAt:datetime:optional', 'closedAt:datetime:optional'],
    ...['state:enum=open,held:default=open:readonly', '--action', 'hold:from=open:to=held'],
    ...['--check', 'startsAt<endsAt', '--index', 'name,startsAt', '--access', 'read'],
  ],
];

/** Every command that changes a project, with what it is tried with. */
export const commands: readonly (readonly string[])[] = [
  ['add', 'resource', 'Review', 'body:text', 'post:belongsTo=Post:inverse=reviews', 'author:belongsTo=User'],
  ['add', 'field', 'Post', 'subtitle:string:optional', 'readingTime:integer:default=1'],
  ['add', 'field', 'User', 'birthday:date:optional'],
  ['add', 'relation', 'Post', 'topic:belongsTo=Tag:optional:inverse=articles'],
  ['add', 'index', 'Post', 'published,createdAt'],
  ['add', 'check', 'Slot', 'endsAt<=closedAt'],
  ['add', 'action', 'Slot', 'free', '--from', 'held', '--to', 'open'],
  ['add', 'role', 'helper', 'posts:read', 'comments:*'],
  ['add', 'feature', 'redis'],
  ['add', 'job', 'SendReport', 'postId:uuid'],
  ['change', 'field', 'Post', 'title', '--max', '300', '--not-searchable'],
  ['change', 'field', 'Slot', 'name', '--type', 'text'],
  ['change', 'resource', 'Post', '--all-visible'],
  ['change', 'resource', 'Tag', '--soft-delete'],
  ['rename', 'field', 'Post', 'content', 'words'],
  ['rename', 'resource', 'Tag', 'Label'],
  ['remove', 'field', 'Post', 'slug'],
  ['remove', 'relation', 'Post', 'tags'],
  ['remove', 'index', 'Slot', 'name,startsAt'],
  ['remove', 'check', 'Slot', 'startsAt<endsAt'],
  ['remove', 'action', 'Slot', 'hold'],
  ['remove', 'role', 'editor'],
  ['remove', 'feature', 'ci'],
  ['remove', 'resource', 'Comment'],
];

/** Rows for each table of the project. */
export const rows = `
  INSERT INTO users (email, name, password_hash, role) SELECT 'user' || n || '@example.com', 'User ' || n, 'x', CASE n WHEN 1 THEN 'editor' ELSE 'user' END
    FROM generate_series(1, 3) n;
  INSERT INTO tags (name) SELECT 'Tag ' || n FROM generate_series(1, 3) n;
  INSERT INTO posts (title, content, slug, published, author_id)
    SELECT 'Post ' || n, 'Content', 'post-' || n, n % 2 = 0, (SELECT min(id::text)::uuid FROM users) FROM generate_series(1, 4) n;
  INSERT INTO post_tags (post_id, tag_id) SELECT p.id, t.id FROM posts p, tags t;
  INSERT INTO comments (body, post_id, author_id) SELECT 'Well.', id, author_id FROM posts;
  INSERT INTO slots (name, starts_at, ends_at) SELECT 'Slot ' || n, now(), now() + interval '1 hour' FROM generate_series(1, 3) n;`;
