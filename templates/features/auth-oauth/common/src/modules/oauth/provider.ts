/** What a provider says of somebody who has signed in there. */
export interface Person {
  /** Theirs for good, at this provider. */
  readonly subject: string;
  readonly email: string | undefined;
  /** Whether the provider has seen that the address is theirs. */
  readonly isEmailVerified: boolean;
  readonly name: string | undefined;
}

/** What ties the answer of a provider to the one request for it (RFC 9700, 2.1). */
export interface FlowSecrets {
  readonly state: string;
  readonly nonce: string;
  /** Of PKCE (RFC 7636). */
  readonly verifier: string;
}

/** What a provider sends the browser back with. */
export interface ProviderAnswer {
  readonly code: string;
  readonly state: string;
  readonly iss?: string | undefined;
}

/** A service where people have accounts, which says who they are. */
export interface Provider {
  readonly id: string;
  /** As people know it. */
  readonly name: string;
  /** Where the browser is to go. */
  readonly authorizationUrl: (secrets: FlowSecrets, redirectUri: URL) => Promise<URL>;
  /** Rejects whatever the provider does not confirm; `isOutage` tells that from a provider that does not work. */
  readonly identify: (
    answer: ProviderAnswer,
    secrets: FlowSecrets,
    redirectUri: URL,
  ) => Promise<Person>;
}
