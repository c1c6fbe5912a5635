/** The indent of a class member, and where the house style breaks a line. */
const INDENT = 2;
const PRINT_WIDTH = 100;

/** The lines of a new member of an existing class, broken as the formatter breaks them: nothing formats an existing file. */
export const brokenMember = (source: string): string => source.split('\n').map(broken).join('\n');

function broken(line: string): string {
  if (line.length + INDENT <= PRINT_WIDTH) return line;
  const call = /^(@\w+\()(.+)\)$/.exec(line);
  if (call !== null) return `${call[1]}\n${listed(call[2] ?? '')}\n)`;
  const list = /^(.+<)(\w+\[\])>;$/.exec(line);
  return list === null ? line : `${list[1]}\n  ${list[2]}\n>;`;
}

const listed = (values: string): string =>
  values
    .split(', ')
    .map((value) => `  ${value},`)
    .join('\n');
