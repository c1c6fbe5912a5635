const DAY_MS = 86_400_000;

/** Midnight in UTC, so many days after that of a day. */
export const midnight = (day: string, later = 0): Date =>
  new Date(Date.parse(`${day}T00:00:00Z`) + later * DAY_MS);

/** How many days there are, with both of them. */
export const daysOf = (from: string, to: string): number =>
  (midnight(to).getTime() - midnight(from).getTime()) / DAY_MS + 1;

export const everyDay = (from: string, to: string): readonly string[] =>
  Array.from({ length: daysOf(from, to) }, (_, index) =>
    midnight(from, index).toISOString().slice(0, 10),
  );
