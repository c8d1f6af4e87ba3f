import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PlayableRecording } from '#lib/domain/records/recording.ts';
import { Playback } from './playback.svelte.ts';

const CREATED_MS = Date.parse('2026-11-18T10:00:00Z');
const GOOD_UNTIL_MS = CREATED_MS + 600_000;

/** An element whose clock goes on only when told. */
class FakeElement extends EventTarget {
	currentTime = 0;
	duration: number;
	playbackRate = 1;
	defaultPlaybackRate = 1;
	volume = 1;
	muted = false;
	paused = true;
	ended = false;
	seeking = false;
	readyState = 4;
	error: { readonly code: number } | null = null;
	src = '';
	constructor(durationMs: number) {
		super();
		this.duration = durationMs / 1000;
	}
	play(): Promise<void> {
		this.paused = false;
		this.ended = false;
		return Promise.resolve();
	}
	pause(): void {
		this.paused = true;
	}
	load(): void {
		this.paused = true;
	}
	removeAttribute(): void {
		this.src = '';
	}
	pass(ms: number): void {
		if (this.paused) return;
		this.currentTime = Math.min(this.duration, this.currentTime + ms / 1000);
		if (this.currentTime < this.duration) return;
		this.ended = true;
		this.paused = true;
		this.dispatchEvent(new Event('ended'));
	}
}

const recording = (
	id: string,
	media: 'audio' | 'screen',
	afterMs: number,
	durationMs: number,
	trouble: PlayableRecording['trouble'] = null
): PlayableRecording => ({
	id,
	media,
	startedAtMs: CREATED_MS + afterMs,
	durationMs,
	url: `/recordings/${id}?until=${GOOD_UNTIL_MS}`,
	peaksUrl: '',
	trouble
});

describe('the player of recordings', () => {
	beforeEach(() => {
		vi.useFakeTimers();
	});
	afterEach(() => {
		vi.useRealTimers();
		vi.unstubAllGlobals();
	});

	function open(...recordings: readonly PlayableRecording[]) {
		const playback = new Playback(recordings, CREATED_MS, () => CREATED_MS);
		const elements = new Map(
			playback.tracks.map((track) => [
				track.recording.id,
				new FakeElement(track.recording.durationMs)
			])
		);
		const element = (id: string): FakeElement => {
			const found = elements.get(id);
			if (!found) throw new Error(id);
			return found;
		};
		for (const track of playback.tracks)
			playback.attach(track)(element(track.recording.id) as unknown as HTMLMediaElement);
		/** All elements go on, and the player looks. */
		const pass = async (ms: number, slow: readonly string[] = []) => {
			for (let passed = 0; passed < ms; passed += 100) {
				for (const [id, one] of elements) one.pass(slow.includes(id) ? 50 : 100);
				await vi.advanceTimersByTimeAsync(100);
			}
		};
		return { playback, element, pass };
	}

	test('counts from when the contact was created, and fetches nothing before it plays', async () => {
		const { playback, element, pass } = open(
			recording('voice', 'audio', 12_000, 60_000),
			recording('screen', 'screen', 13_500, 60_000)
		);
		expect(playback.positionMs).toBe(12_000);
		expect(playback.whole).toEqual({ startMs: 12_000, endMs: 73_500 });
		playback.seek(20_000);
		expect([element('voice').src, element('screen').src]).toEqual(['', '']);
		await playback.play();
		await pass(1000);
		expect(playback.positionMs).toBeCloseTo(21_000);
		expect(element('voice').currentTime).toBeCloseTo(9);
		expect(element('screen').currentTime).toBeCloseTo(7.5);
		expect(element('screen').muted).toBe(true);
		playback.end();
	});

	test('moves the screen only when it is a quarter of a second away from the voice', async () => {
		const { playback, element, pass } = open(
			recording('voice', 'audio', 0, 60_000),
			recording('screen', 'screen', 1000, 50_000)
		);
		playback.seek(10_000);
		await playback.play();
		await pass(500);
		const screen = element('screen');
		screen.currentTime = 9.5 + 0.2;
		await pass(100);
		expect(screen.currentTime).toBeCloseTo(9.8);
		let furthest = 0;
		for (let step = 0; step < 40; step += 1) {
			await pass(100, ['screen']);
			furthest = Math.max(
				furthest,
				Math.abs(screen.currentTime * 1000 + 1000 - playback.positionMs)
			);
		}
		expect(furthest).toBeGreaterThan(150);
		expect(furthest).toBeLessThanOrEqual(251);
		playback.end();
	});

	test('lets the screen wait while the voice is loading', async () => {
		const { playback, element, pass } = open(
			recording('voice', 'audio', 0, 60_000),
			recording('screen', 'screen', 0, 60_000)
		);
		await playback.play();
		await pass(500);
		element('voice').readyState = 2;
		await vi.advanceTimersByTimeAsync(100);
		expect(element('screen').paused).toBe(true);
		element('voice').readyState = 4;
		await vi.advanceTimersByTimeAsync(100);
		expect(element('screen').paused).toBe(false);
		playback.end();
	});

	test('goes on after a gap, from one recording to the next, and stops at the last', async () => {
		const { playback, element, pass } = open(
			recording('second', 'audio', 60_000, 2000),
			recording('first', 'audio', 10_000, 2000),
			recording('screen', 'screen', 61_000, 3000)
		);
		await playback.play();
		await pass(2100);
		expect(element('first').paused).toBe(true);
		expect(element('second').paused).toBe(false);
		expect(playback.positionMs).toBeGreaterThanOrEqual(60_000);
		// The screen goes on after the voice has ended.
		await pass(3000);
		expect(playback.isPlaying).toBe(true);
		expect(element('screen').paused).toBe(false);
		await pass(3000);
		expect(playback.isPlaying).toBe(false);
		expect(playback.positionMs).toBe(64_000);
		await playback.play();
		expect(playback.positionMs).toBe(10_000);
		playback.end();
	});

	test('counts what was heard once, at any speed, and no jumps', async () => {
		const { playback, pass } = open(
			recording('voice', 'audio', 0, 20_000),
			recording('screen', 'screen', 0, 40_000)
		);
		expect(playback.heard).toBe(0);
		await playback.play();
		await pass(4000);
		playback.seek(2000);
		await pass(1000);
		playback.seek(15_000);
		await pass(1000);
		expect(playback.heard).toBeCloseTo(5 / 20, 1);
		playback.end();
	});

	test('has all elements at one speed, and stands still when the browser pauses the voice', async () => {
		const { playback, element, pass } = open(
			recording('voice', 'audio', 0, 20_000),
			recording('screen', 'screen', 0, 20_000)
		);
		playback.setSpeed(1.5);
		await playback.play();
		await pass(300);
		expect([element('voice').playbackRate, element('screen').playbackRate]).toEqual([1.5, 1.5]);
		element('voice').pause();
		element('voice').dispatchEvent(new Event('pause'));
		expect(playback.isPlaying).toBe(false);
		expect(element('screen').paused).toBe(true);
	});

	test('asks for a new address when one has ended, and says so when there is none', async () => {
		const ended = { ...recording('voice', 'audio', 0, 20_000), url: '/recordings/voice?until=1' };
		const fetched: string[] = [];
		let answer = { ok: true, json: () => Promise.resolve({ url: '/new?until=9999999999999' }) };
		vi.stubGlobal('fetch', (url: string) => {
			fetched.push(url);
			return Promise.resolve(answer);
		});
		const { playback, element } = open(ended);
		await playback.play();
		expect(fetched).toEqual(['/recordings/voice/address?until=1']);
		expect(element('voice').src).toBe('/new?until=9999999999999');

		// An error while it plays: once more with a new address, from where it was.
		answer = { ok: true, json: () => Promise.resolve({ url: '/newer?until=9999999999999' }) };
		element('voice').currentTime = 7;
		element('voice').error = { code: 2 };
		element('voice').dispatchEvent(new Event('error'));
		await vi.advanceTimersByTimeAsync(0);
		expect(element('voice').src).toBe('/newer?until=9999999999999');
		expect(playback.tracks[0]?.trouble).toBeNull();

		element('voice').dispatchEvent(new Event('error'));
		await vi.advanceTimersByTimeAsync(0);
		expect(playback.tracks[0]?.trouble).toBe('failed');
		expect(playback.isPlaying).toBe(false);
	});

	test('leaves out what cannot be played', async () => {
		const { playback, element, pass } = open(
			recording('lost', 'audio', 0, 20_000, 'missing'),
			recording('screen', 'screen', 5000, 20_000)
		);
		expect(playback.whole).toEqual({ startMs: 5000, endMs: 25_000 });
		await playback.play();
		await pass(1000);
		expect(element('lost').src).toBe('');
		expect(element('screen').muted).toBe(false);
		expect(playback.heard).toBeCloseTo(1 / 20, 1);
		playback.end();
	});
});
