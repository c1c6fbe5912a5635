import semver from 'semver';

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

/** Whether a version comes after another one; false where one of them is no version. */
export const isLater = (version: string, other: string): boolean =>
  semver.valid(version) !== null && semver.valid(other) !== null && semver.gt(version, other);
