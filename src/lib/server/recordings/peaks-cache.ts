/** Outlines of recordings, computed once and kept as small files in the data directory. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Type } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import type { Waveform } from '#lib/domain/records/waveform.ts';
import type { OpenRecording } from './recording-store.ts';
import { wavPeaks } from './wav-peaks.ts';

/** Some three kilobytes each. */
const MOST_KEPT = 5000;
const DROPPED_AT_ONCE = 500;

/** `null` is kept as well: nothing is computed twice. */
const Kept = TypeCompiler.Compile(
	Type.Object({
		waveform: Type.Union([
			Type.Null(),
			Type.Object({ peaks: Type.Array(Type.Integer({ minimum: 0, maximum: 255 })) })
		])
	})
);

export class PeaksCache {
	readonly #directory: string;
	readonly #onTheWay = new Map<string, Promise<Waveform | null>>();

	constructor(directory: string) {
		this.#directory = directory;
	}

	/** Null where none can be computed here. `path` and tag tell the bytes; the recording stays open. */
	async of(path: string, recording: OpenRecording): Promise<Waveform | null> {
		if (recording.mediaType !== 'audio/wav') return null;
		const key = createHash('sha256').update(`${path}\n${recording.etag}`).digest('hex');
		const running = this.#onTheWay.get(key);
		if (running) return running;
		const computing = this.#readOrCompute(key, recording);
		this.#onTheWay.set(key, computing);
		try {
			return await computing;
		} finally {
			this.#onTheWay.delete(key);
		}
	}

	async #readOrCompute(key: string, recording: OpenRecording): Promise<Waveform | null> {
		const file = join(this.#directory, `${key}.json`);
		const kept = await readFile(file, 'utf8').then(parse, () => undefined);
		if (kept !== undefined) return kept;
		const waveform = await wavPeaks(recording);
		// A full disk costs the next one the time to compute it again, and nobody their waveform.
		await this.#keep(file, waveform).catch(() => undefined);
		return waveform;
	}

	async #keep(file: string, waveform: Waveform | null): Promise<void> {
		await mkdir(this.#directory, { recursive: true });
		await this.#makeRoom();
		const unfinished = `${file}.${randomUUID()}`;
		await writeFile(unfinished, JSON.stringify({ waveform }));
		await rename(unfinished, file);
	}

	async #makeRoom(): Promise<void> {
		const names = await readdir(this.#directory);
		if (names.length < MOST_KEPT) return;
		const files = await Promise.all(
			names.map(async (name) => {
				const file = join(this.#directory, name);
				return {
					file,
					atMs: await stat(file).then(
						({ mtimeMs }) => mtimeMs,
						() => 0
					)
				};
			})
		);
		const oldest = files.sort((a, b) => a.atMs - b.atMs).slice(0, DROPPED_AT_ONCE);
		await Promise.all(oldest.map(({ file }) => rm(file, { force: true })));
	}
}

/** Undefined for what was not written whole: it is computed again. */
function parse(text: string): Waveform | null | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return Kept.Check(value) ? value.waveform : undefined;
	} catch {
		return undefined;
	}
}
