const tables = [User];
export const source = new DataSource({ type: 'postgres', entities: [...tables, Post, Comment] });
