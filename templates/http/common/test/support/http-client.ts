import supertest from 'supertest';

const methods = ['delete', 'get', 'head', 'options', 'patch', 'post', 'put'] as const;

/** Requests to the service. One that was answered otherwise than expected fails with the answer, and points at the test's own line. */
export function httpClient(url: string): ReturnType<typeof supertest> {
  const client = supertest(url);
  for (const method of methods) {
    const request = client[method].bind(client);
    client[method] = (path) => explained(request(path));
  }
  return client;
}

function explained(test: supertest.Test): supertest.Test {
  const end = test.end.bind(test);
  test.end = (callback) =>
    end((error, response) => {
      if (error instanceof Error) explain(error, `${test.method} ${test.url}`, response);
      callback?.(error, response);
    });
  return test;
}

function explain(error: Error, request: string, response: supertest.Response | undefined): void {
  const frames = error.stack?.split('\n').filter((line) => line.startsWith('    at ')) ?? [];
  const own = frames.filter((line) => !line.includes('node_modules'));
  if (response?.text) error.message += `\n${request} answered:\n${response.text}`;
  error.stack = [`${error.name}: ${error.message}`, ...own].join('\n');
}
