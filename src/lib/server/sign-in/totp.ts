/** Codes of an authenticator app: six digits that change every 30 seconds (RFC 6238). */
import { Secret, TOTP } from 'otpauth';

const PERIOD_S = 30;
const DIGITS = 6;
const ISSUER = 'Atalaya';
/** A phone's clock may be one step off either way. */
const STEPS_AROUND = 1;

export const newSecret = (): string => new Secret({ size: 20 }).base32;

const totpOf = (secret: string, label = ''): TOTP =>
	new TOTP({
		issuer: ISSUER,
		label,
		algorithm: 'SHA1',
		digits: DIGITS,
		period: PERIOD_S,
		secret: Secret.fromBase32(secret)
	});

/** What the picture of the set-up says to the app. */
export const setUpAddress = (secret: string, email: string): string =>
	totpOf(secret, email).toString();

export const isSixDigits = (code: string): boolean => /^\d{6}$/.test(code.replace(/\s/g, ''));

/** The time step whose code it is; null when it is none of now. */
export function stepOf(secret: string, code: string, nowMs: number): number | null {
	const token = code.replace(/\s/g, '');
	if (!isSixDigits(token)) return null;
	const delta = totpOf(secret).validate({ token, timestamp: nowMs, window: STEPS_AROUND });
	return delta === null ? null : Math.floor(nowMs / 1000 / PERIOD_S) + delta;
}
