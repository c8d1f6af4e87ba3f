/** The file that tells other processes where this one listens. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';

export const IngestAddress = Type.Object({ url: Type.String(), pid: Type.Integer() });
export type IngestAddress = Static<typeof IngestAddress>;

export const addressFile = (dataDir: string): string => join(dataDir, 'ingest', 'address.json');

export function writeAddress(dataDir: string, address: IngestAddress): void {
	const file = addressFile(dataDir);
	mkdirSync(join(dataDir, 'ingest'), { recursive: true });
	const draft = `${file}.${address.pid}`;
	writeFileSync(draft, `${JSON.stringify(address)}\n`);
	renameSync(draft, file);
}

/** Null when no ingest process has listened yet. */
export function readAddress(dataDir: string): IngestAddress | null {
	try {
		return Value.Parse(IngestAddress, JSON.parse(readFileSync(addressFile(dataDir), 'utf8')));
	} catch {
		return null;
	}
}
