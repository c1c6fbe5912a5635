import type { ScalarType } from '../model.js';
import { columnName } from '../names.js';
import { types } from '../types/types.js';

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Codes that may be numbers; other secrets are texts, so that `tokens:integer` is a count. */
const codes = words('pin otp totp passcode cvv cvc recoverycode backupcode verificationcode securitycode');

/** What a secret is called, without the gaps between its words: the last words of a name are compared. */
const secrets = words(`
  password passwd pwd passphrase secret token jwt credentials mnemonic seedphrase recoveryphrase securityanswer
  apikey secretkey privatekey accesskey authkey encryptionkey signingkey masterkey
  clientsecret accesstoken refreshtoken authtoken apitoken`);

/** What may come after it: `passwordHash`, `tokenValue`, `passwordConfirmation`. */
const forms = words(
  'hash hashed digest salt encrypted cipher value text plain raw old new current confirmation',
);

/**
 * Whether a field most likely holds a secret, by the whole words its name ends with and by its type: `password`, `resetTokenHash` and
 * `pin:integer` do, `tokenCount`, `passwordChangedAt` and `secret:boolean` do not.
 */
export function soundsSecret(name: string, type: ScalarType): boolean {
  const held = types[type].values.secrets;
  if (held === undefined) return false;
  const parts = columnName(name)
    .split('_')
    .map((word) => word.replace(/\d+$/, ''));
  while (parts.length > 1 && forms.has(parts.at(-1) ?? '')) parts.pop();
  const endings = parts.map((_, index) => parts.slice(index).join(''));
  if (held === 'numbers') return endings.some((ending) => codes.has(ending) || ending === 'password');
  return endings.some((ending) => isSecret(ending) || isSecret(ending.replace(/s$/, '')));
}

const isSecret = (ending: string): boolean => secrets.has(ending) || codes.has(ending);
