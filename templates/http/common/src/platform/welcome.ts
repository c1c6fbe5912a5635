interface Shown {
  readonly title: string;
  readonly path: string;
}

/** What a developer wants to know of a service that has just started. */
export function welcome(port: number, pages: readonly Shown[], notes: readonly string[]): string {
  const url = `http://localhost:${port}`;
  const lines = pages.map(({ title, path }) => `${title.padEnd(9)} ${url}${path}`);
  return ['', `API       ${url}/api/v1`, ...lines, ...notes, ''].join('\n');
}
