const entities = [
  User,
];
export const source = new DataSource({ type: 'postgres', entities });
