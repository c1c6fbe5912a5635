/** A field's pattern as the project uses it: against the whole value, by code points. */
export const wholePattern = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`, 'u');
