/** The product from pages that are as new as their sources: building them takes minutes on a busy machine. */
import { buildIfStale } from '../../../src/launch/prepare.mjs';
import { startProduct } from '../../support/product.ts';
import type { Product } from '../../support/product.ts';

export function startBuiltProduct(env: Readonly<Record<string, string>> = {}): Promise<Product> {
	buildIfStale();
	return startProduct({ args: ['--no-demo'], env: { LOG_LEVEL: 'warn', ...env } });
}
