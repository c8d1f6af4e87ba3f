/** A sum over ids that no order and no cutting into parts changes, which the database can work out as well. */
import { createHash } from 'node:crypto';

const MODULUS = 2n ** 64n;

const hashOf = (id: string): bigint => createHash('md5').update(id).digest().readBigUInt64LE(0);

export class IdSum {
	count = 0;
	#sum = 0n;

	add(id: string): void {
		this.count += 1;
		this.#sum = (this.#sum + hashOf(id)) % MODULUS;
	}

	get sum(): string {
		return this.#sum.toString();
	}
}

/** The same of a column of ids, as text. */
export const ID_SUM_SQL = (column: string): string =>
	`toString(sum(reinterpretAsUInt64(substring(MD5(${column}), 1, 8))))`;
