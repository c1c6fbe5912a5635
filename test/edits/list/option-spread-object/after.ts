const base = { entities: [User, Comment] };
export default new DataSource({ ...base, logging: true });
