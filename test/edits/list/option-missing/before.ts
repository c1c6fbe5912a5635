export default new DataSource({ type: 'postgres' });
