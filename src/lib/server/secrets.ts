/** Tokens nobody had to think of: made once, kept in a file only its owner can read. */
import { randomBytes } from 'node:crypto';
import {
	closeSync,
	fsyncSync,
	linkSync,
	mkdirSync,
	openSync,
	readFileSync,
	unlinkSync,
	writeSync
} from 'node:fs';
import { join } from 'node:path';
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import type { Config } from './config.ts';

const Stored = Type.Object({ ingestToken: Type.String(), internalToken: Type.String() });
type Stored = Static<typeof Stored>;

export interface Secrets {
	/** What producers send. */
	readonly ingestToken: string;
	/** What our own processes send each other. */
	readonly internalToken: string;
	/** Made by this call: somebody should be shown the token. */
	readonly created: boolean;
}

export const secretsFile = (dataDir: string): string => join(dataDir, 'secrets.json');

const isCode = (cause: unknown, code: string): boolean =>
	cause instanceof Error && 'code' in cause && cause.code === code;

function readStored(file: string): Stored | null {
	try {
		return Value.Parse(Stored, JSON.parse(readFileSync(file, 'utf8')));
	} catch (cause) {
		if (isCode(cause, 'ENOENT')) return null;
		throw new Error(`${file} cannot be read; delete it to have new tokens made`, { cause });
	}
}

/** False when another process was first. The file appears whole or not at all. */
function writeOnce(file: string, secrets: Stored): boolean {
	const draft = `${file}.${process.pid}-${randomBytes(4).toString('hex')}`;
	const handle = openSync(draft, 'wx', 0o600);
	try {
		writeSync(handle, `${JSON.stringify(secrets, null, '\t')}\n`);
		fsyncSync(handle);
	} finally {
		closeSync(handle);
	}
	try {
		// link, unlike rename, refuses to replace what another process has just put there.
		linkSync(draft, file);
		return true;
	} catch (cause) {
		if (isCode(cause, 'EEXIST')) return false;
		throw cause;
	} finally {
		unlinkSync(draft);
	}
}

const newToken = (): string => randomBytes(24).toString('base64url');

/** Tokens of the environment win over those of the file. */
export function readSecrets(
	config: Pick<Config, 'dataDir' | 'ingestToken' | 'internalToken'>
): Secrets {
	const { ingestToken, internalToken, dataDir } = config;
	if (ingestToken !== null && internalToken !== null) {
		return { ingestToken, internalToken, created: false };
	}
	const file = secretsFile(dataDir);
	mkdirSync(dataDir, { recursive: true });
	const existing = readStored(file);
	const created =
		existing === null && writeOnce(file, { ingestToken: newToken(), internalToken: newToken() });
	const stored = existing ?? readStored(file);
	if (stored === null) throw new Error(`${file} vanished while it was read`);
	return {
		ingestToken: ingestToken ?? stored.ingestToken,
		internalToken: internalToken ?? stored.internalToken,
		created
	};
}
