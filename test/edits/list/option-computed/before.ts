export default new DataSource({ entities: loadEntities() });
