export const options: DataSourceOptions = {
  entities: [User, Comment],
};
export default new DataSource(options);
