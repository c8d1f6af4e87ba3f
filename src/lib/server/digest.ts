/** Tokens are kept as their SHA-256: long and random, so that nothing slower is needed. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const TOKEN_BYTES = 32;

/** 256 random bits, safe in addresses and cookies. */
export const newToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url');

export const digest = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Takes the same time whatever was given. */
export const sameToken = (given: string, known: string): boolean =>
	timingSafeEqual(Buffer.from(digest(given), 'hex'), Buffer.from(digest(known), 'hex'));
