/** A line without what a formatter changes. */
export const bareLine = (line: string): string => line.replaceAll(/[\s;,'"]/g, '');

export const bareLines = (text: string): readonly string[] => text.split('\n').map(bareLine);
