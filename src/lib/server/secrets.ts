/** Tokens nobody had to think of: made once, kept in a file only its owner can read. */
import { createHash, randomBytes } from 'node:crypto';
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
import type { Static, TSchema } from '@sinclair/typebox';
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

function readStored<S extends TSchema>(file: string, schema: S): Static<S> | null {
	try {
		return Value.Parse(schema, JSON.parse(readFileSync(file, 'utf8')));
	} catch (cause) {
		if (isCode(cause, 'ENOENT')) return null;
		throw new Error(
			`${file} cannot be read; put it back from a backup, or delete it to have a new one made`,
			{ cause }
		);
	}
}

/** False when another process was first. The file appears whole or not at all. */
function writeOnce(file: string, secrets: Stored | Static<typeof Key>): boolean {
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

const Key = Type.Object({ storeKey: Type.String({ minLength: 8 }) });

export const storeKeyFile = (dataDir: string): string => join(dataDir, 'store-key.json');

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
	const existing = readStored(file, Stored);
	const created =
		existing === null && writeOnce(file, { ingestToken: newToken(), internalToken: newToken() });
	const stored = existing ?? readStored(file, Stored);
	if (stored === null) throw new Error(`${file} vanished while it was read`);
	return {
		ingestToken: ingestToken ?? stored.ingestToken,
		internalToken: internalToken ?? stored.internalToken,
		created
	};
}

/**
 * 32 bytes that seal secrets of people and mark who was erased. Losing it loses second factors and the proof of the audit
 * log, so a backup of the store takes it along.
 */
export const readStoreKey = (config: Pick<Config, 'storeKey' | 'dataDir'>): Buffer =>
	storeKeyOf(readStoreKeyText(config));

export const storeKeyOf = (text: string): Buffer =>
	createHash('sha256').update('atalaya store key\n').update(text).digest();

/** As it is written in the environment or the file: for a backup that takes it along. */
export const readStoreKeyText = ({
	storeKey,
	dataDir
}: Pick<Config, 'storeKey' | 'dataDir'>): string => storeKey ?? generatedKey(dataDir);

/** The key of a backup, where there is none. False when there is one. */
export function writeStoreKeyText(dataDir: string, storeKey: string): boolean {
	mkdirSync(dataDir, { recursive: true });
	return writeOnce(storeKeyFile(dataDir), { storeKey });
}

function generatedKey(dataDir: string): string {
	const file = storeKeyFile(dataDir);
	mkdirSync(dataDir, { recursive: true });
	if (readStored(file, Key) === null) writeOnce(file, { storeKey: newToken() });
	const stored = readStored(file, Key);
	if (stored === null) throw new Error(`${file} vanished while it was read`);
	return stored.storeKey;
}
