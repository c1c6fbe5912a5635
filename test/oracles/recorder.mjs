// NODE_OPTIONS='--import recorder.mjs' EXCHANGES=<file>: every request that a server of the process answered, and its answer, a line each.
import { subscribe } from 'node:diagnostics_channel';
import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import process from 'node:process';

const file = process.env.EXCHANGES;
mkdirSync(dirname(file), { recursive: true });

subscribe('http.server.request.start', ({ request, response }) => {
  // Now, for routers shorten the URL on its way.
  const { method, url, headers } = request;
  const sent = tap(request, ['push']);
  const answered = tap(response, ['write', 'end']);
  response.once('finish', () => {
    const exchange = {
      method,
      url,
      headers,
      body: text(sent),
      status: response.statusCode,
      answerHeaders: response.getHeaders(),
      answer: text(answered),
    };
    appendFileSync(file, `${JSON.stringify(exchange)}\n`);
  });
});

/** What goes through these methods of a stream, unchanged. */
function tap(stream, methods) {
  const chunks = [];
  for (const name of methods) {
    const original = stream[name];
    stream[name] = function (chunk, ...rest) {
      if (typeof chunk === 'string' || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
      return original.call(this, chunk, ...rest);
    };
  }
  return chunks;
}

const text = (chunks) => Buffer.concat(chunks).toString('utf8');
