import { jobs } from '../../jobs.js';
import type { StartBackground } from '../background.js';
import { startJobs } from './start-jobs.js';

/** In development the service runs the jobs too, so that one process is enough. */
export const jobsInServer: StartBackground = async (context) => {
  const { JOBS_IN_SERVER, NODE_ENV } = context.config;
  const isOn = (JOBS_IN_SERVER ?? (NODE_ENV === 'development' ? 'on' : 'off')) === 'on';
  return isOn && jobs.length > 0 ? startJobs(context, jobs) : undefined;
};
