import { Jobs } from '../../platform/jobs/jobs.js';
import { Mail } from '../../platform/mail/mail.js';
import type { RegistrationStep } from '../auth/registration-step.js';
import { verifyAddress } from './account-email.messages.js';

/** Whoever registers is asked to confirm the address. */
export const sendVerification: RegistrationStep = (userId, manager) =>
  new Mail(new Jobs(manager)).send(verifyAddress, { userId });
