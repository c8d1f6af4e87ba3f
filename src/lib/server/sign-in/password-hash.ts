/** Passwords as scrypt hashes, with the parameters they were made with. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

export interface HashCost {
	/** Logarithm of N to the base 2. */
	readonly logN: number;
	readonly r: number;
	readonly p: number;
}

/** OWASP's for scrypt: 32 MiB and about 0.3 s a hash. */
export const HASH_COST: HashCost = { logN: 15, r: 8, p: 3 };
/** A stored hash that asks for more than this was not made by us. */
const MOST = { logN: 20, r: 32, p: 16 };
const SALT_BYTES = 16;
const KEY_BYTES = 32;
const MAX_MEMORY_BYTES = 2 ** 31 - 1;

interface StoredHash {
	readonly cost: HashCost;
	readonly salt: Buffer;
	readonly key: Buffer;
}

function derive(password: string, salt: Buffer, { logN, r, p }: HashCost): Promise<Buffer> {
	return new Promise((resolve, reject) => {
		scrypt(
			// The same letters typed on another keyboard are the same password.
			password.normalize('NFKC'),
			salt,
			KEY_BYTES,
			{ N: 2 ** logN, r, p, maxmem: MAX_MEMORY_BYTES },
			(error, key) => {
				if (error) reject(error);
				else resolve(key);
			}
		);
	});
}

/** `scrypt$15$8$3$salt$key`. */
export async function hashPassword(password: string, cost: HashCost = HASH_COST): Promise<string> {
	const salt = randomBytes(SALT_BYTES);
	const key = await derive(password, salt, cost);
	const { logN, r, p } = cost;
	return `scrypt$${logN}$${r}$${p}$${salt.toString('base64url')}$${key.toString('base64url')}`;
}

const isWithin = ({ logN, r, p }: HashCost): boolean =>
	Math.min(logN, r, p) >= 1 && logN <= MOST.logN && r <= MOST.r && p <= MOST.p;

function parse(stored: string): StoredHash | null {
	const match = /^scrypt\$(\d{1,2})\$(\d{1,2})\$(\d{1,2})\$([\w-]+)\$([\w-]+)$/.exec(stored);
	if (!match) return null;
	const [logN, r, p] = [Number(match[1]), Number(match[2]), Number(match[3])];
	const key = Buffer.from(match[5] ?? '', 'base64url');
	if (!isWithin({ logN, r, p }) || key.length !== KEY_BYTES) return null;
	return { cost: { logN, r, p }, salt: Buffer.from(match[4] ?? '', 'base64url'), key };
}

/** Nobody's: takes the time of a real one where there is none to compare with. */
const nobodys = (cost: HashCost): StoredHash => ({
	cost,
	salt: Buffer.alloc(SALT_BYTES),
	key: Buffer.alloc(0)
});

/** Null: there is no such person, or one without a password; it takes as long and is false. */
export async function isPassword(
	password: string,
	stored: string | null,
	cost: HashCost = HASH_COST
): Promise<boolean> {
	const known = (stored === null ? null : parse(stored)) ?? nobodys(cost);
	const { salt, key } = known;
	const given = await derive(password, salt, known.cost);
	return key.length === given.length && timingSafeEqual(given, key);
}

/** It was made with less than what is asked for today. */
export function isOutdated(stored: string, cost: HashCost = HASH_COST): boolean {
	const made = parse(stored)?.cost;
	return !made || made.logN < cost.logN || made.r < cost.r || made.p < cost.p;
}
