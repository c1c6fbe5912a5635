import { describe, expect, it } from 'vitest';
import { parseField } from '../../src/resource/language/field-language.js';
import { printField } from '../../src/resource/language/print-field.js';
import { parseSpec } from '../../src/resource/spec/spec-file.js';
import { refusal } from './refused.js';

describe('a field that is called like a secret', () => {
  it.each([
    'password:string',
    'passwordHash:string',
    'hashedPassword:string',
    'passwordSalt:string',
    'newPassword:text',
    'passwordConfirmation:string',
    'password2:string',
    'userPasswd:string',
    'pwd:string',
    'smtpPassword:string:optional',
    'password:integer',
    'passphrase:text',
    'secret:string',
    'clientSecret:string',
    'webhookSecret:string:unique',
    'totpSecret:string',
    'token:uuid',
    'accessToken:text',
    'resetTokenHash:string',
    'deviceTokens:json',
    'oauth2Token:string',
    'jwt:text',
    'apiKey:string:unique',
    'apikey:string',
    'stripeApiKeyEncrypted:text',
    'apiKeys:json',
    'privateKey:text',
    'awsSecretAccessKey:string',
    'encryptionKey:string',
    'credentials:json',
    'pin:string',
    'pin:integer',
    'cardPin:integer',
    'otp:integer',
    'cvv:string',
    'recoveryCodes:json',
    'verificationCode:integer',
    'securityAnswer:string',
    'seedPhrase:text',
  ])('is refused where every response would show it: %s', (field) => {
    const { message, remedy } = refusal(() => parseField(field));
    const [name, type] = field.split(':');
    expect(message).toBe(
      `Field "${field}": "${name}" sounds like a secret, and every response would show it.`,
    );
    expect(remedy).toContain(`Write "${name}:${type}:hidden"`);
    expect(remedy).toContain('"hidden=false"');
    expect(remedy.includes('auth-jwt')).toBe(/passw/i.test(field));
    expect(parseField(`${field}:hidden`)).toMatchObject({ hidden: true });
    const shown = parseField(`${field}:hidden=false`);
    expect(shown).toMatchObject({ hidden: false });
    expect(parseField(printField(shown))).toEqual(shown);
  });

  it.each([
    'tokenCount:integer',
    'tokens:integer',
    'maxTokens:bigint',
    'tokenType:string',
    'tokenExpiresAt:datetime',
    'tokenizer:string',
    'secretary:string',
    'secretSanta:string',
    'secret:boolean',
    'passwordChangedAt:datetime',
    'passwordHint:string',
    'passwordStrength:integer',
    'passwordPolicy:enum=weak,strong',
    'hasPassword:boolean',
    'passport:string',
    'compass:string',
    'pass:string',
    'passengers:integer',
    'pinned:boolean',
    'pinCode:string',
    'spin:string',
    'opinion:text',
    'key:string',
    'keyword:string',
    'publicKey:text',
    'primaryKey:string',
    'apiKeyId:string',
    'apiKeyPrefix:string',
    'accessLevel:string',
    'monkey:string',
    'hash:string',
    'commitHash:string',
    'value:string',
    'salt:string',
    'text:text',
    'postalCode:string',
    'couponCode:string',
    'confirmationCode:string',
    'answer:text',
    'catchphrase:string',
    'signature:text',
    'tokenPrice:decimal',
    'tokenUrl:url',
    'adjuvant:string',
  ])('is no more than whole words: %s', (field) => {
    expect(parseField(field)).toMatchObject({ hidden: false });
    expect(printField(parseField(field))).toBe(field);
  });

  it('is refused in a spec file at its place, and at once with the other mistakes', () => {
    const text = 'resources:\n  Account:\n    fields:\n      login: strin\n      password: string\n';
    const { message, remedy } = refusal(() => parseSpec(text, 'plinth.yaml'));
    expect(message).toMatch(/^plinth\.yaml:4:7: [^]*\nplinth\.yaml:5:7: .*sounds like a secret/);
    expect(remedy).toContain('"password:string:hidden"');
    expect(
      parseSpec(text.replace('strin\n', 'string\n').replace(/string\n$/, 'string:hidden=false\n'), 'a')
        .resources,
    ).toHaveLength(1);
  });
});
