/** The lines of a changelog, as keepachangelog.com lays it out, on the versions after one, the newest first, each under its own title. */
export function changesSince(changelog: string, version: string): readonly string[] {
  const sections = changelog.split(/^## /m).slice(1);
  return sections.flatMap((section) => {
    const [title = '', ...lines] = section.split('\n');
    const [number = ''] = /\d+\.\d+\.\d+/.exec(title) ?? [];
    return number !== '' && isLater(number, version) ? [title.trim(), ...items(lines)] : [];
  });
}

const items = (lines: readonly string[]): readonly string[] => lines.filter((line) => line.startsWith('- '));

/** Whether a version comes after another one: by its three numbers, since no project is created by a pre-release. */
export function isLater(version: string, other: string): boolean {
  const [one, two] = [numbers(version), numbers(other)];
  const at = one.findIndex((number, index) => number !== two[index]);
  return at !== -1 && (one[at] ?? 0) > (two[at] ?? 0);
}

const numbers = (version: string): readonly number[] =>
  (/^\d+\.\d+\.\d+/.exec(version)?.[0] ?? '0.0.0').split('.').map(Number);
