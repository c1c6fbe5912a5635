import { z } from 'zod';
import type { AppContext } from '../../platform/context.js';
import { letter } from '../../platform/mail/letter.js';
import { defineMessage } from '../../platform/mail/message.js';
import { User } from '../users/user.entity.js';
import type { Purpose } from './email-token.entity.js';
import { linkTo } from './email-token.js';
import { EmailTokenRepository } from './email-token.repository.js';
import { KnownAddressRepository } from './known-address.repository.js';

// None of them says a name: whoever registers with somebody else's address would choose what we write there.

const byUser = z.strictObject({ userId: z.uuid() });
const sample = { url: new URL('https://app.example.com/page#token=sample') };

const userOf = (userId: string, { dataSource }: AppContext): Promise<User | null> =>
  dataSource.getRepository(User).findOneBy({ id: userId, disabled: false });

/** A mail to somebody's address that says nothing of them. */
async function toUser({ userId }: z.output<typeof byUser>, context: AppContext) {
  const user = await userOf(userId, context);
  return user ? { to: user.email, values: {} } : undefined;
}

/** The token is made here, when the mail is written: it is in no job, and its hash alone is stored. */
async function linkOf(purpose: Purpose, page: string, userId: string, context: AppContext) {
  const issued = await new EmailTokenRepository(context.dataSource.manager).issue(purpose, userId);
  if (!issued) return undefined;
  const url = linkTo(page, issued.token, context.config.APP_URL);
  return { to: issued.email, values: { url } };
}

export const verifyAddress = defineMessage({
  name: 'verify-address',
  schema: byUser,
  async read({ userId }, context) {
    const user = await userOf(userId, context);
    const { manager } = context.dataSource;
    if (!user) return undefined;
    const holder = { userId, email: user.email };
    if (await new KnownAddressRepository(manager).isVerified(holder)) return undefined;
    await new EmailTokenRepository(manager).want('verify', user, user.email);
    return linkOf('verify', 'verify-email', userId, context);
  },
  write: ({ url }) =>
    letter({
      subject: 'Confirm your e-mail address',
      paragraphs: [
        'Somebody has registered with this address. If it was you, please confirm it within a day.',
        'If it was not you, do nothing.',
      ],
      link: { label: 'Confirm the address', url },
    }),
  sample,
});

export const resetPassword = defineMessage({
  name: 'reset-password',
  schema: byUser,
  async read({ userId }, context) {
    const user = await userOf(userId, context);
    if (!user) return undefined;
    const tokens = new EmailTokenRepository(context.dataSource.manager);
    await tokens.want('reset', user, user.email);
    return linkOf('reset', 'reset-password', userId, context);
  },
  write: ({ url }) =>
    letter({
      subject: 'Reset your password',
      paragraphs: [
        'Somebody has asked for a new password for your account. If it was you, choose one within 30 minutes.',
        'If it was not you, do nothing: your password stays as it is.',
      ],
      link: { label: 'Choose a new password', url },
    }),
  sample,
});

export const passwordReset = defineMessage({
  name: 'password-reset',
  schema: byUser,
  read: toUser,
  write: () =>
    letter({
      subject: 'Your password has been changed',
      paragraphs: [
        'The password of your account has been reset, and all its sessions are over.',
        'If it was not you, somebody reads your mail: change the password of your mailbox, then this one.',
      ],
    }),
  sample: {},
});

export const passwordChanged = defineMessage({
  name: 'password-changed',
  schema: byUser,
  read: toUser,
  write: () =>
    letter({
      subject: 'Your password has been changed',
      paragraphs: [
        'The password of your account has been changed, and its other sessions are over.',
        'If it was not you, ask for a link to reset your password: it ends all sessions.',
      ],
    }),
  sample: {},
});

export const confirmAddress = defineMessage({
  name: 'confirm-address',
  schema: byUser,
  async read({ userId }, context) {
    const user = await userOf(userId, context);
    return user ? linkOf('change', 'confirm-email', userId, context) : undefined;
  },
  write: ({ url }) =>
    letter({
      subject: 'Confirm your new e-mail address',
      paragraphs: [
        'Somebody wants to use this address for their account. If it was you, please confirm it within an hour.',
        'If it was not you, do nothing.',
      ],
      link: { label: 'Use this address', url },
    }),
  sample,
});

export const addressChanged = defineMessage({
  name: 'address-changed',
  schema: z.strictObject({ addressId: z.uuid() }),
  async read({ addressId }, { dataSource }) {
    const address = await new KnownAddressRepository(dataSource.manager).find(addressId);
    return address ? { to: address.email, values: {} } : undefined;
  },
  write: () =>
    letter({
      subject: 'Your e-mail address has been changed',
      paragraphs: [
        'Your account has another e-mail address now, and all its sessions are over.',
        'If it was not you, please write to us.',
      ],
    }),
  sample: {},
});
