import { z } from 'zod';
import { registerBody } from '../auth/auth.schema.js';

export const providerParams = z.strictObject({ provider: z.string().regex(/^[a-z]{1,20}$/) });
export type ProviderParams = z.infer<typeof providerParams>;

/** What a new account needs that no provider says. */
export const profileSchema = registerBody.omit({ email: true, password: true, name: true });

/** Of whatever form: what is none of ours, or none of the provider's, is worth nothing, and nobody learns more of it. */
const given = z.string().min(1).max(2048);

const answer = {
  flow: given.meta({ description: 'What was answered at the start.' }),
  code: given.meta({ description: 'From the query of the page that the provider came back to.' }),
  state: given.meta({ description: 'From the same query.' }),
  iss: given.optional().meta({ description: 'From the same query, where it has one.' }),
};

export const linkBody = z.strictObject(answer).meta({ id: 'LinkIdentityBody' });
export type LinkIdentity = z.infer<typeof linkBody>;

export const providerLoginBody = z
  .strictObject({ ...answer, profile: profileSchema.optional() })
  .meta({ id: 'ProviderLoginBody' });
export type ProviderLogin = z.infer<typeof providerLoginBody>;

export const unlinkBody = z
  .strictObject({ currentPassword: z.string().min(1).max(1024).optional() })
  .meta({ id: 'UnlinkIdentityBody' });
export type UnlinkIdentity = z.infer<typeof unlinkBody>;

export const providerListSchema = z
  .object({ data: z.array(z.object({ id: z.string(), name: z.string() })) })
  .meta({ id: 'ProviderList', description: 'The providers that people can sign in with.' });
export type ProviderList = z.output<typeof providerListSchema>;

export const startedFlowSchema = z
  .object({ authorizationUrl: z.url(), flow: z.string(), expiresIn: z.int().min(1) })
  .meta({
    id: 'StartedFlow',
    description:
      'Keep `flow` in the browser, `sessionStorage` for example, and go to `authorizationUrl`. It is good once, for `expiresIn` seconds.',
  });
export type StartedFlow = z.output<typeof startedFlowSchema>;

export const linkedIdentitySchema = z
  .object({
    provider: z.string(),
    email: z.string().nullable(),
    createdAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime(),
  })
  .meta({
    id: 'LinkedIdentity',
    description: 'A provider that the account is signed in to with, and the address there.',
  });

export type LinkedIdentityView = z.output<typeof linkedIdentitySchema>;

export const identityListSchema = z
  .object({ data: z.array(linkedIdentitySchema) })
  .meta({ id: 'LinkedIdentityList' });
export type IdentityList = z.output<typeof identityListSchema>;
