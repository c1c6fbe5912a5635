export const source = new DataSource({
  type: 'postgres',
  entities: [User, Post],
  migrations: [CreateUsers1764000000000],
});
