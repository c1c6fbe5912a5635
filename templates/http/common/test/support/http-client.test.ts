import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, it } from 'vitest';
import { httpClient } from './http-client.js';

const problem = '{"status":422,"errors":[{"field":"title","message":"Is missing."}]}';
const server = createServer((_req, res) => res.writeHead(422).end(problem)).listen(0, '127.0.0.1');
afterAll(() => server.close());

it('an answer that was not expected is told', async () => {
  const { port } = server.address() as AddressInfo;
  const client = httpClient(`http://127.0.0.1:${port}`);
  const told = `expected 201 "Created", got 422 "Unprocessable Entity"\nPOST http://127.0.0.1:${port}/posts answered:\n${problem}`;
  await expect(client.post('/posts').send({}).expect(201)).rejects.toThrow(told);
});
