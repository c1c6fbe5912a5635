// The limit: what node:http and pg alone take for the same bytes. One statement, prepared; nothing is checked, logged or signed.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
const MEMBERS = 20;

const written = `p.id, p.title, p.content, p.slug, p.published, p.author_id AS "authorId",
  p.created_at AS "createdAt", p.updated_at AS "updatedAt"`;
const columns = `${written}, json_build_object('id', u.id, 'name', u.name) AS author,
  ARRAY(SELECT tag_id FROM post_tags t WHERE t.post_id = p.id) AS "tagIds"`;
const from = `FROM posts p JOIN users u ON u.id = p.author_id`;
const order = `ORDER BY p.created_at DESC, p.id DESC`;

const statements = {
  cursor: `SELECT ${columns} ${from} WHERE p.published ${order} LIMIT ${MEMBERS + 1}`,
  page: `SELECT ${columns} ${from} WHERE p.published ${order} LIMIT ${MEMBERS} OFFSET $1`,
  one: `SELECT ${columns} ${from} WHERE p.id = $1 AND p.published`,
  search: `SELECT ${columns} ${from} WHERE p.published AND (p.title ILIKE $1 OR p.content ILIKE $1) ${order} LIMIT ${MEMBERS}`,
  create: `INSERT INTO posts AS p (title, content, published, slug, author_id) VALUES ($1, $2, $3, $4, $5) RETURNING ${written}`,
  update: `UPDATE posts p SET title = $2, updated_at = now() WHERE id = $1 RETURNING ${written}`,
  total: 'SELECT count(*)::int AS total FROM posts p WHERE p.published',
  found:
    'SELECT count(*)::int AS total FROM posts p WHERE p.published AND (p.title ILIKE $1 OR p.content ILIKE $1)',
};
const ask = async (name, ...values) => (await pool.query({ name, text: statements[name], values })).rows;

const {
  rows: [author],
} = await pool.query('SELECT id FROM users LIMIT 1');

async function bodyOf(req) {
  const chunks = [];
  for await (const chunk of req) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks));
}

async function answer(req) {
  const url = new URL(req.url, 'http://localhost');
  const id = url.pathname.split('/')[4];
  if (req.method !== 'GET') {
    const { title, content, published } = await bodyOf(req);
    const [row] = id
      ? await ask('update', id, title)
      : await ask('create', title, content, published, randomUUID(), author.id);
    return { ...row, tagIds: [] };
  }
  if (id) return (await ask('one', id))[0];
  const query = url.searchParams;
  if (query.has('cursor')) {
    const data = (await ask('cursor')).slice(0, MEMBERS);
    return { data, meta: { limit: MEMBERS, nextCursor: 'x'.repeat(123) } };
  }
  const page = Number(query.get('page') ?? 1);
  const like = query.has('search') ? `%${query.get('search')}%` : undefined;
  const [data, [{ total }]] = await Promise.all([
    like ? ask('search', like) : ask('page', (page - 1) * MEMBERS),
    like ? ask('found', like) : ask('total'),
  ]);
  return { data, meta: { page, limit: MEMBERS, total, totalPages: Math.ceil(total / MEMBERS) } };
}

createServer((req, res) => {
  answer(req).then(
    (value) => {
      res.statusCode = req.method === 'POST' ? 201 : 200;
      res.setHeader('content-type', 'application/json; charset=utf-8');
      res.end(JSON.stringify(value));
    },
    (error) => res.writeHead(500).end(String(error)),
  );
}).listen(Number(process.env.PORT));
