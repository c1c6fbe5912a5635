export interface StatementCounter {
  /** How many it has passed on so far. */
  readonly statements: number;
  /** Of the proxy, for DATABASE_URL. */
  readonly url: string;
  close(): void;
}

export function countStatements(databaseUrl: string): Promise<StatementCounter>;
