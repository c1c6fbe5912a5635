import { Agent, get } from 'node:http';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';

const WORKERS = 16;

/** SIGTERM under load, behind a balancer that asks for readiness and sends until it is told no: how many requests failed. */
export async function shutdownUnderLoad(service, path) {
  const agent = new Agent({ keepAlive: true });
  const outcome = { answered: 0, failed: 0 };
  let isReady = true;
  const work = async () => {
    while (isReady) {
      const status = await statusOf(`${service.url}${path}`, agent);
      if (status === 200) outcome.answered += 1;
      else outcome.failed += 1;
    }
  };
  const watch = async () => {
    while (isReady) {
      isReady = (await statusOf(`${service.url}/health/ready`, agent)) === 200;
      await delay(200);
    }
  };
  const all = [watch(), ...Array.from({ length: WORKERS }, work)];
  await delay(2_000);
  const began = performance.now();
  process.kill(service.pid, 'SIGTERM');
  await Promise.all(all);
  await service.ended;
  agent.destroy();
  return { ...outcome, tookMs: performance.now() - began };
}

function statusOf(url, agent) {
  return new Promise((resolve) => {
    const request = get(url, { agent }, (answer) => {
      answer.resume().once('close', () => resolve(answer.complete ? answer.statusCode : undefined));
    });
    request.once('error', () => resolve(undefined));
  });
}
