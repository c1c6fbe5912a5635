/** An amount as the database and the API write it, '12.30', in cents: whole numbers add up exactly, which floats do not. */
export function centsOf(amount: string): bigint {
  const [, whole, fraction = ''] = /^(\d+)(?:\.(\d{1,2}))?$/.exec(amount) ?? [];
  if (whole === undefined) throw new TypeError('An amount has at most two digits after the point.');
  return BigInt(whole + fraction.padEnd(2, '0'));
}

export function amountOf(cents: bigint): string {
  const digits = cents.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** A part of an amount; half a cent counts as one. */
export const percentOf = (cents: bigint, percent: number): bigint =>
  (cents * BigInt(percent) + 50n) / 100n;
