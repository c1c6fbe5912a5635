export const source = new DataSource({
  type: 'pg',
  entities: [User, Post, Tag, Comment],
  migrations: [],
});
