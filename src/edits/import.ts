import { manual, type Outcome } from '../core/outcome.js';

export interface NamedImport {
  readonly symbol: string;
  /** As seen from the file, without extension if relative: './modules/posts/post.routes', or a package. */
  readonly from: string;
  readonly typeOnly?: boolean;
}

export interface ImportOptions {
  readonly printWidth?: number;
  /** The suffix of relative imports where the file has none to go by. */
  readonly suffix?: '.js' | '.ts' | '';
}

export function addImport(
  _text: string,
  _path: string,
  named: NamedImport,
  _options: ImportOptions = {},
): Outcome {
  return manual('Being written.', named.symbol);
}

/** `relativeSpecifier('src/app.ts', 'src/x/y')` is './x/y'. */
export function relativeSpecifier(_fromFile: string, toModule: string): string {
  return toModule;
}

/** The name a file knows an imported symbol by. */
export function localNameOf(
  _text: string,
  _path: string,
  _symbol: string,
  _from: string,
): string | undefined {
  return undefined;
}
