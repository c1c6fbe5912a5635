const base = { entities: [User] };
export default new DataSource({ ...base, logging: true });
