/** Asks ingest processes about one customer. */
import { Value } from '@sinclair/typebox/value';
import type { ErasableSubject } from '#lib/domain/privacy/subjects.ts';
import type { Config } from '../config.ts';
import { ingestAddress } from '../ingest-address.ts';
import { EraseAnswer, ExportedEvent } from './ingest-requests.ts';
import type { EraseRequest } from './ingest-requests.ts';

export interface IngestLink {
	/** Its address, for reports. */
	readonly name: string;
	/** Throws IngestUnreachableError. */
	erase(request: EraseRequest, signal: AbortSignal): Promise<EraseAnswer>;
	/** Events that it has on its disk and the database has not. Throws IngestUnreachableError. */
	export(subjects: readonly ErasableSubject[], signal: AbortSignal): Promise<ExportedEvent[]>;
}

/** It did not answer, or not as it should. */
export class IngestUnreachableError extends Error {
	override readonly name = 'IngestUnreachableError';
}

/** Dead letters are read and written as a whole. */
const TIMEOUT_MS = 120_000;

class HttpIngest implements IngestLink {
	readonly name: string;
	readonly #address: () => string;
	readonly #token: string;

	constructor(name: string, address: () => string, token: string) {
		this.name = name;
		this.#address = address;
		this.#token = token;
	}

	async erase(request: EraseRequest, signal: AbortSignal): Promise<EraseAnswer> {
		const text = await this.#post('/v1/privacy/erase', request, signal);
		return this.#read(() => Value.Parse(EraseAnswer, JSON.parse(text)));
	}

	async export(
		subjects: readonly ErasableSubject[],
		signal: AbortSignal
	): Promise<ExportedEvent[]> {
		const text = await this.#post('/v1/privacy/export', { subjects }, signal);
		return this.#read(() =>
			text
				.split('\n')
				.filter((line) => line !== '')
				.map((line) => Value.Parse(ExportedEvent, JSON.parse(line)))
		);
	}

	#read<T>(parse: () => T): T {
		try {
			return parse();
		} catch (cause) {
			throw new IngestUnreachableError(`${this.name} answers in another way`, { cause });
		}
	}

	async #post(path: string, body: object, signal: AbortSignal): Promise<string> {
		const fault = (why: string, cause?: unknown): IngestUnreachableError =>
			new IngestUnreachableError(`${this.name} ${why}`, { cause });
		try {
			const response = await fetch(`${this.#address()}${path}`, {
				method: 'POST',
				headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' },
				body: JSON.stringify(body),
				redirect: 'error',
				signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)])
			});
			const text = await response.text();
			if (!response.ok) throw fault(`answers ${response.status}`);
			return text;
		} catch (cause) {
			signal.throwIfAborted();
			throw cause instanceof IngestUnreachableError ? cause : fault('does not answer', cause);
		}
	}
}

/** One for each process of the configuration. */
export const ingestLinks = (config: Config, token: string): IngestLink[] =>
	config.ingestUrls.map(
		(configured) =>
			new HttpIngest(new URL(configured).host, () => ingestAddress(config, configured), token)
	);
