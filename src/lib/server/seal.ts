/** Texts that the store or a browser keeps for us and must neither read nor change: AES-256-GCM. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const VERSION = 'v1';
const IV_BYTES = 12;
const KEY_BYTES = 32;

/** The key of the installation also signs the audit log: each use has a key of its own. */
const sealingKey = (key: Buffer): Buffer =>
	Buffer.from(hkdfSync('sha256', key, '', 'atalaya seal', KEY_BYTES));

/** What was sealed in one context (`second-factor:<person>`) does not open in another. */
export function seal(key: Buffer, text: string, context: string): string {
	const iv = randomBytes(IV_BYTES);
	const cipher = createCipheriv(ALGORITHM, sealingKey(key), iv).setAAD(Buffer.from(context));
	const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
	return [VERSION, iv, body, cipher.getAuthTag()]
		.map((part) => (typeof part === 'string' ? part : part.toString('base64url')))
		.join('.');
}

/** Null when it was changed, sealed with another key, or in another context. */
export function open(key: Buffer, sealed: string, context: string): string | null {
	const [version, ...parts] = sealed.split('.');
	const [iv, body, tag] = parts.map((part) => Buffer.from(part, 'base64url'));
	if (version !== VERSION || !iv || !body || !tag || parts.length !== 3) return null;
	// A tag may be shortened by whoever forges it; only the whole one counts.
	if (iv.length !== IV_BYTES || tag.length !== 16) return null;
	try {
		const decipher = createDecipheriv(ALGORITHM, sealingKey(key), iv)
			.setAAD(Buffer.from(context))
			.setAuthTag(tag);
		return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
	} catch {
		return null;
	}
}
