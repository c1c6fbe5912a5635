/** Every tenth post is a draft, which nobody else reads. */
export const publishedOf = (posts) => posts - Math.floor(posts / 10);

/** Rows of a blog that has been used for a while: every user has written, every post has two tags. */
export async function seed(client, { posts, users }, passwordHash) {
  await client.query(
    `INSERT INTO users (email, name, password_hash)
     SELECT 'user' || n || '@example.com', 'User ' || n, $2 FROM generate_series(1, $1::int) AS n`,
    [users, passwordHash],
  );
  await client.query(`INSERT INTO tags (name) SELECT 'Tag ' || n FROM generate_series(1, 50) AS n`);
  await client.query(
    `WITH author AS (SELECT id, row_number() OVER () AS at FROM users)
     INSERT INTO posts (title, content, slug, published, author_id, created_at)
     SELECT 'Post number ' || n, repeat(md5(n::text) || ' ', 15), 'post-number-' || n, n % 10 <> 0, author.id,
       now() - n * interval '1 minute'
     FROM generate_series(1, $1::int) AS n JOIN author ON author.at = n % $2::int + 1`,
    [posts, users],
  );
  await client.query(
    `WITH tag AS (SELECT id, row_number() OVER () AS n FROM tags),
       post AS (SELECT id, row_number() OVER () AS n FROM posts)
     INSERT INTO post_tags (post_id, tag_id)
     SELECT post.id, tag.id FROM post JOIN tag ON tag.n IN (post.n % 50 + 1, (post.n + 7) % 50 + 1)`,
  );
  await client.query('VACUUM ANALYZE');
}
