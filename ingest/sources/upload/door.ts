/** Where ingest is and the token it takes, when nobody says: from the data directory of the product. */
import { readFileSync } from 'node:fs';
import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import type { Config } from '#lib/server/config.ts';
import { secretsFile } from '#lib/server/secrets.ts';
import { readAddress } from '../../address.ts';

const Secrets = Type.Object({ ingestToken: Type.String({ minLength: 1 }) });

export interface Door {
	readonly url: string;
	/** Null: none was given and the product has not made one here yet. */
	readonly token: string | null;
}

/** Unlike readSecrets it makes none: a token that no ingest knows opens nothing. */
function storedToken(dataDir: string): string | null {
	try {
		return Value.Parse(Secrets, JSON.parse(readFileSync(secretsFile(dataDir), 'utf8'))).ingestToken;
	} catch {
		return null;
	}
}

export const findDoor = (config: Config, url: string | null): Door => ({
	url: url ?? readAddress(config.dataDir)?.url ?? `http://127.0.0.1:${config.ingestPort}`,
	token: config.ingestToken ?? storedToken(config.dataDir)
});
