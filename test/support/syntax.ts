import { ts } from 'ts-morph';

/** What TypeScript's parser says of a text. Its public way to the same list also prints the text as JavaScript, for five times as long. */
interface Parsed extends ts.SourceFile {
  readonly parseDiagnostics: readonly ts.Diagnostic[];
}

/** What TypeScript says of a text that does not parse. */
export function syntaxErrors(path: string, text: string): readonly string[] {
  const { parseDiagnostics } = ts.createSourceFile(path, text, ts.ScriptTarget.Latest) as Parsed;
  return parseDiagnostics.map(
    ({ messageText }) => `${path}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
  );
}
