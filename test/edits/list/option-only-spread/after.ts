const tables = [User, Comment];
export const source = new DataSource({ type: 'postgres', entities: [...tables] });
