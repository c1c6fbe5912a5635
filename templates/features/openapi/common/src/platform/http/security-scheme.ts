/** What a request may prove its sender with, as the document calls and describes it. */
export interface SecurityScheme {
  readonly name: string;
  readonly scheme: Readonly<Record<string, string>>;
}
