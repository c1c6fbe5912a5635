import { edit, fault, type Fault } from './fault.js';

const server = 'src/platform/http/server.ts';
const answers = 'src/platform/http/answers.ts';
const drain = 'src/platform/http/drain.ts';

/** Sockets: those that read nothing, those that say nothing, and the end of the service. */
export const connectionFaults: readonly Fault[] = [
  fault('R18', 'answers wait for readers without a bound', /readers of 10 MB each was refused/, [
    edit(answers, 'if (!waiting.add(res, size)) return refuse(req, res);', 'waiting.add(res, 0);'),
  ]),
  fault('R18', 'slow readers stay', /clients that read nothing are kept/, [
    edit(answers, 'dropSlowReader(res, SLOW_READER_MS);', 'dropSlowReader(res, SLOW_READER_MS * 1_000);'),
    edit(answers, 'TAKEN_WITHIN_MS = 60_000', 'TAKEN_WITHIN_MS = 600_000'),
    edit(answers, 'STALLED_MS = 3_000', 'STALLED_MS = 300_000'),
    edit(server, 'this.timeout = 30_000', 'this.timeout = 300_000'),
  ]),
  fault('R18', 'any number of connections', /connections are open/, [
    edit(
      server,
      '    this.maxConnections = MAX_CONNECTIONS;\n',
      '    this.maxConnections = MAX_CONNECTIONS * 100;\n',
    ),
  ]),
  fault('R19', 'idle connections are closed before the balancer does', /"TRUST_PROXY":"1"\}: an idle/, [
    edit(
      server,
      'TRUST_PROXY > 0 ? KEEP_ALIVE_BEHIND_PROXY_MS : KEEP_ALIVE_MS',
      'TRUST_PROXY >= 0 ? KEEP_ALIVE_MS : KEEP_ALIVE_BEHIND_PROXY_MS',
    ),
  ]),
  fault('D9', 'requests in flight are cut off', /in flight/, [
    edit(drain, 'await server.finish();', 'server.closeAllConnections();'),
  ]),
  fault('D9', 'nothing is served any more from the signal on', /ECONNREFUSED/, [
    edit(drain, 'setTimeout(resolve, graceMs)', 'setTimeout(resolve, graceMs / 1_000)'),
  ]),
  fault('D9', 'connections are kept during the grace', /the connection is kept/, [
    edit(server, 'if (this.#isDraining) closeAfter(res);', 'if (res.headersSent) closeAfter(res);'),
  ]),
  fault('D9', 'a socket that never sent a request is waited for', /a silent socket is waited for/, [
    edit(server, 'if (busy.has(socket)) continue;', 'if (busy.has(socket) || elapsedMs < 60_000) continue;'),
  ]),
];
