/**
 * What features put into shared files: an imported symbol, a variable, a script, a setting of package.json, a section of a
 * document, a service of the compose file. */
export type Kind = 'symbol' | 'variable' | 'script' | 'setting' | 'section' | 'service';

/** The one order of what features put into shared files, whichever was added first. */
export interface Order {
  /** What comes after it: it is put before the first of these that is there. */
  later(kind: Kind, name: string): readonly string[];
}
