/** Where an ingest process of this machine listens: the file it leaves says more than a configured default. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import type { Config } from './config.ts';

const Address = Type.Object({ url: Type.String() });

/** `configured`, unless it is this machine's default port and the process says it listens elsewhere. */
export function ingestAddress(config: Config, configured: string): string {
	if (configured !== `http://127.0.0.1:${config.ingestPort}`) return configured;
	try {
		const text = readFileSync(join(config.dataDir, 'ingest', 'address.json'), 'utf8');
		return Value.Parse(Address, JSON.parse(text)).url;
	} catch {
		// Not started yet, or on another machine.
		return configured;
	}
}
