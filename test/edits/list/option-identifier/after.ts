const tables = [User, Comment] as const;
export const source = new DataSource({ type: 'postgres', entities: tables });
