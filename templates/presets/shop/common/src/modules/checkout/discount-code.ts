import { AppError } from '../../platform/errors.js';
import type { Discount } from '../discounts/discount.entity.js';

type Limits = Pick<Discount, 'validFrom' | 'validUntil' | 'maxUses' | 'uses'>;

/** The discount of a code, if it holds now. A code that does not is answered as one that never was: nobody learns which there are. */
export function usable<Found extends Limits>(discount: Found | null, now: Date): Found {
  if (!discount || !isValid(discount, now)) {
    throw refused('unprocessable', 'The discount code is not valid.');
  }
  if (discount.maxUses !== null && discount.uses >= discount.maxUses) {
    throw refused('conflict', 'The discount code is used up.');
  }
  return discount;
}

const isValid = ({ validFrom, validUntil }: Limits, now: Date): boolean =>
  (validFrom === null || validFrom <= now) && (validUntil === null || now <= validUntil);

const refused = (kind: 'unprocessable' | 'conflict', message: string): AppError =>
  new AppError(kind, message, [{ field: 'discountCode', message }]);
