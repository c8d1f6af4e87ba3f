/** Codes on paper for somebody whose second factor is lost. Kept as a keyed hash, used once. */
import { createHmac, randomInt } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { StoreSchema } from '../store/schema.ts';

const RECOVERY_CODES = 8;
/** Without i, l, o and u: nobody has to guess which letter is meant. 50 bits in ten of them. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const GROUP = 5;

const group = (): string =>
	Array.from({ length: GROUP }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');

/** `7k2pd-x93fm`. */
const newCode = (): string => `${group()}-${group()}`;

/** As it was meant, however it was typed. */
const plain = (code: string): string =>
	code
		.normalize('NFKC')
		.toLowerCase()
		.replace(/o/g, '0')
		.replace(/[il]/g, '1')
		.replace(/[^0-9a-z]/g, '');

const hashOf = (key: Buffer, person: string, code: string): string =>
	createHmac('sha256', key)
		.update(`recovery code\n${person}\n${plain(code)}`)
		.digest('base64url');

/** New ones in place of those there were; shown once, by whoever asked. */
export async function replaceCodes(
	transaction: Transaction<StoreSchema>,
	key: Buffer,
	person: string
): Promise<string[]> {
	const codes = Array.from({ length: RECOVERY_CODES }, newCode);
	await transaction.deleteFrom('recovery_codes').where('person', '=', person).execute();
	await transaction
		.insertInto('recovery_codes')
		.values(codes.map((code) => ({ code_hash: hashOf(key, person, code), person })))
		.execute();
	return codes;
}

/** True once for each code. */
export async function useCode(
	transaction: Transaction<StoreSchema>,
	key: Buffer,
	{ person, code }: { readonly person: string; readonly code: string }
): Promise<boolean> {
	const { numDeletedRows } = await transaction
		.deleteFrom('recovery_codes')
		.where('code_hash', '=', hashOf(key, person, code))
		.where('person', '=', person)
		.executeTakeFirstOrThrow();
	return numDeletedRows === 1n;
}

export async function codesLeft(database: Kysely<StoreSchema>, person: string): Promise<number> {
	const { n } = await database
		.selectFrom('recovery_codes')
		.select(({ fn }) => fn.countAll<number>().as('n'))
		.where('person', '=', person)
		.executeTakeFirstOrThrow();
	return n;
}
