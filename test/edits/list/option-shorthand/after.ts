const entities = [
  User,
  Comment,
];
export const source = new DataSource({ type: 'postgres', entities });
