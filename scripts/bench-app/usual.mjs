// As most people write it: Express, and TypeORM's repository with relations. No validation, no log, no ETag, no limits.
import { randomUUID } from 'node:crypto';
import express from 'express';
import { ILike, LessThan } from 'typeorm';
import { createDataSource } from '../dist/database/data-source.js';
import { Post } from '../dist/modules/posts/post.entity.js';
import { User } from '../dist/modules/users/user.entity.js';

const dataSource = await createDataSource({ url: process.env.DATABASE_URL, poolMax: 10 }).initialize();
const posts = dataSource.getRepository(Post);
const relations = { author: true, tags: true };
const order = { createdAt: 'DESC', id: 'DESC' };

/** The hash must not leave, so it is taken off here. */
function view({ author, tags, ...post }) {
  const { passwordHash: _hash, ...user } = author;
  return { ...post, author: user, tagIds: tags.map(({ id }) => id) };
}

const app = express();
app.disable('etag');
app.get('/api/v1/posts', async (req, res) => {
  const take = Number(req.query.limit ?? 20);
  if (req.query.cursor !== undefined) {
    const where = { published: true, createdAt: LessThan(new Date()) };
    const data = await posts.find({ where, relations, order, take });
    return res.json({ data: data.map(view), meta: { limit: take, nextCursor: data.at(-1)?.createdAt } });
  }
  const page = Number(req.query.page ?? 1);
  const like = req.query.search && ILike(`%${req.query.search}%`);
  const published = true;
  const where = like
    ? [
        { title: like, published },
        { content: like, published },
      ]
    : { published };
  const [data, total] = await posts.findAndCount({ where, relations, order, skip: (page - 1) * take, take });
  res.json({ data: data.map(view), meta: { page, limit: take, total, totalPages: Math.ceil(total / take) } });
});
app.get('/api/v1/posts/:id', async (req, res) => {
  const post = await posts.findOne({ where: { id: req.params.id, published: true }, relations });
  if (post) res.json(view(post));
  else res.status(404).json({ error: 'not found' });
});
app.use(express.json());
const [someone] = await dataSource.getRepository(User).find({ take: 1 });
app.post('/api/v1/posts', async (req, res) => {
  const { title, content, published } = req.body;
  const post = posts.create({
    title,
    content,
    published,
    slug: randomUUID(),
    authorId: someone.id,
    tags: [],
  });
  res.status(201).json(await posts.save(post));
});
app.patch('/api/v1/posts/:id', async (req, res) => {
  const post = await posts.findOne({ where: { id: req.params.id }, relations: { tags: true } });
  if (!post) return res.status(404).json({ error: 'not found' });
  const { title } = req.body;
  res.json(await posts.save(posts.merge(post, { title })));
});
app.listen(Number(process.env.PORT));
