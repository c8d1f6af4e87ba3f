/** Where the outline of a recording comes from: the server, or the browser's own decoder. */
import { PeakMeter } from '#lib/domain/records/waveform.ts';

/** Decoded in memory, about ten times as large. */
const LARGEST_BYTES = 20 * 1024 * 1024;
/** Enough for an outline. */
const SAMPLES_PER_SECOND = 8000;

const isWaveform = (value: unknown): value is { peaks: number[] } =>
	typeof value === 'object' && value !== null && Array.isArray(Reflect.get(value, 'peaks'));

/** Null where the server has none. */
export async function askForOutline(url: string): Promise<readonly number[] | null> {
	if (url === '') return null;
	const answer = await fetch(url).catch(() => null);
	if (!answer?.ok) return null;
	const value: unknown = await answer.json().catch(() => null);
	return isWaveform(value) ? value.peaks : null;
}

/** Fetches the whole recording: only for one that is being played. Null for what is too large or not understood. */
export async function decodeOutline(url: string): Promise<readonly number[] | null> {
	try {
		const answer = await fetch(url);
		const length = Number(answer.headers.get('content-length') ?? Infinity);
		if (!answer.ok || length > LARGEST_BYTES) {
			await answer.body?.cancel();
			return null;
		}
		const context = new OfflineAudioContext(1, 1, SAMPLES_PER_SECOND);
		const sound = await context.decodeAudioData(await answer.arrayBuffer());
		const meter = new PeakMeter(sound.length);
		for (const sample of sound.getChannelData(0)) meter.add(sample);
		return meter.waveform().peaks;
	} catch {
		return null;
	}
}
