/** The passwords and the key of one engine, as its connection: made once a data directory. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Value } from '@sinclair/typebox/value';
import { Connection, LANES } from '#lib/server/clickhouse/connection.ts';

/** The engine answers 404 to a request without this header, so no web page can reach it across origins. */
export const KEY_HEADER = 'X-Atalaya-Key';

/** Bytes of each password and of the key. */
const SECRET_BYTES = 24;

const secret = (): string => randomBytes(SECRET_BYTES).toString('base64url');

const credentials = (username: string) => ({ username, password: secret() });

/** The connection a former engine left in this file, so that whoever read it keeps working; or a new one, with no address yet. */
export function keepOrMakeConnection(file: string, database: string): Connection {
	const kept = readKept(file);
	if (kept !== null) return { ...kept, database };
	return {
		url: '',
		database,
		headers: { [KEY_HEADER]: secret() },
		lanes: {
			ingest: credentials('ingest'),
			live: credentials('live'),
			report: credentials('report')
		}
	};
}

function readKept(file: string): Connection | null {
	try {
		const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
		return Value.Check(Connection, value) && isOurs(value) ? value : null;
	} catch {
		// Absent or damaged: new secrets, and the file is written again.
		return null;
	}
}

function isOurs({ url, headers, lanes }: Connection): boolean {
	const secrets = [headers[KEY_HEADER] ?? '', ...LANES.map((lane) => lanes[lane].password)];
	return (
		portOf(url) !== null &&
		LANES.every((lane) => lanes[lane].username === lane) &&
		secrets.every((text) => /^[\w-]{16,}$/.test(text))
	);
}

/** The port of an address on this machine, or null. */
export function portOf(url: string): number | null {
	const [, digits] = /^http:\/\/127\.0\.0\.1:(\d+)$/.exec(url) ?? [];
	return digits === undefined ? null : Number(digits);
}
