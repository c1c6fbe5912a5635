import { Worker } from 'node:worker_threads';

const LIMIT_MS = 180_000;

/** Beside this thread, since an endless loop lets nothing else run in it. */
const dog = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { writeSync } = require('node:fs');
  let timer;
  parentPort.on('message', (what) => {
    clearTimeout(timer);
    if (what === undefined) return;
    timer = setTimeout(() => {
      writeSync(2, 'Plinth did not come back from this within ' + workerData + ' ms:\\n' + what + '\\n');
      process.kill(process.pid, 'SIGKILL');
    }, workerData);
  });`;

let worker: Worker | undefined;

/** Tells of work that never ends, and ends the process with it. */
export async function watched<T>(what: string, work: () => Promise<T>): Promise<T> {
  if (worker === undefined) {
    worker = new Worker(dog, { eval: true, workerData: LIMIT_MS });
    worker.unref();
  }
  worker.postMessage(what);
  try {
    return await work();
  } finally {
    worker.postMessage(undefined);
  }
}
