const tables = [User] as const;
export const source = new DataSource({ type: 'postgres', entities: tables });
