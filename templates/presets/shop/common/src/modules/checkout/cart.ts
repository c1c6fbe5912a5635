import { AppError, type FieldError } from '../../platform/errors.js';
import type { Product } from '../products/product.entity.js';

export interface CartItem {
  readonly productId: string;
  readonly quantity: number;
}

/** A product as far as the rules ask. */
export type Offered = Pick<Product, 'id' | 'name' | 'price' | 'stock' | 'active'>;

/** An item with its product. The price is copied from there, never from a request. */
export interface Line {
  readonly product: Offered;
  readonly unitPrice: string;
  readonly quantity: number;
}

/** The items with their products. What cannot be sold is refused, all of it at once, each by its place in the cart. */
export function linesOf(items: readonly CartItem[], products: readonly Offered[]): readonly Line[] {
  const onSale = new Map(products.filter(({ active }) => active).map((one) => [one.id, one]));
  const lines: Line[] = [];
  const unknown: FieldError[] = [];
  const short: FieldError[] = [];
  for (const [index, { productId, quantity }] of items.entries()) {
    const product = onSale.get(productId);
    const place = `items.${index}`;
    if (!product) {
      unknown.push({ field: `${place}.productId`, message: 'There is no such product.' });
    } else if (product.stock < quantity) {
      short.push({ field: `${place}.quantity`, message: `There are only ${product.stock} left.` });
    } else {
      lines.push({ product, unitPrice: product.price, quantity });
    }
  }
  if (unknown.length > 0) {
    throw new AppError('unprocessable', 'A product of the order is not sold.', unknown);
  }
  if (short.length > 0) {
    throw new AppError('conflict', 'There is too little of a product in stock.', short);
  }
  return lines;
}
