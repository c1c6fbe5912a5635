export const options: DataSourceOptions = {
  entities: [User],
};
export default new DataSource(options);
