/** What the tests run with; each test may change some of it. */
export const testEnvironment: Readonly<Record<string, string>> = {
  NODE_ENV: 'test',
  RATE_LIMIT_MAX: '1000000',
};
