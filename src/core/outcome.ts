/** How an edit ended. Every caller handles all three: a manual step is shown to the user, never swallowed. */
export type Outcome =
  | { readonly kind: 'edited'; readonly text: string }
  | { readonly kind: 'present' }
  | { readonly kind: 'manual'; readonly reason: string; readonly snippet: string };

export const edited = (text: string): Outcome => ({ kind: 'edited', text });
export const present: Outcome = { kind: 'present' };
export const manual = (reason: string, snippet: string): Extract<Outcome, { kind: 'manual' }> => ({
  kind: 'manual',
  reason,
  snippet,
});
