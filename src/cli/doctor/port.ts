import { type Finding, ok, type Seen } from './finding.js';
import { holderOf, type Holder } from './port-holder.js';
import type { Check, Setup } from './setup.js';

/** Whether the service could listen. */
export const port: Check = async (setup) => {
  const text = setup.environment.value('PORT') ?? '3000';
  const wanted = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (!(wanted <= 65_535)) {
    const message = 'PORT is not a whole number from 0 to 65535.';
    return [{ code: 'bad-value', level: 'fault', message, remedy: 'Set it to one, such as PORT=3000.' }];
  }
  if (wanted === 0) return [ok('PORT is 0: the service takes any free port')];
  const flaw = await setup.network.isTaken(wanted);
  if (flaw === undefined) return [ok(`Port ${wanted} is free`)];
  if (flaw === 'EADDRINUSE') return [taken(wanted, await holderOf(wanted, setup), setup)];
  return [unusable(wanted, flaw)];
};

function taken(wanted: number, holder: Holder | undefined, { disk }: Setup): Seen {
  const finding = {
    code: 'taken-port',
    remedy: `Stop it, or choose another: PORT=${wanted + 1} in .env.`,
  } as const;
  if (holder === undefined) {
    const message = `Port ${wanted} is taken; by what could not be told.`;
    return {
      ...finding,
      level: 'warning',
      message,
      remedy: `Nothing, if this project runs on it. Else: ${finding.remedy}`,
    };
  }
  const who = `${holder.program} (process ${holder.pid})`;
  if (holder.folder === disk.root) return ok(`Port ${wanted} is taken by this project itself: ${who}`);
  const where = holder.folder === undefined ? '' : ` in ${holder.folder}`;
  return { ...finding, level: 'fault', message: `Port ${wanted} is taken by ${who}${where}.` };
}

const unusable = (wanted: number, flaw: string): Finding => ({
  code: 'taken-port',
  level: 'fault',
  message:
    flaw === 'EACCES'
      ? `You may not listen on port ${wanted}: low ports are for the administrator.`
      : `Nothing can listen on port ${wanted} here (${flaw}).`,
  remedy: 'Choose another, such as PORT=3000 in .env.',
});
