export const source = new DataSource({
  type: 'postgres',
  entities: [User, Post, Comment],
  migrations: [CreateUsers1764000000000],
});
