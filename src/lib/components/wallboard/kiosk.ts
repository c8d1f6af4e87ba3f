/** What a screen needs that nobody touches for months. Each function returns what ends it. */
import type { Attachment } from 'svelte/attachments';

const AGAIN_MS = 1000;
const MINUTE_MS = 60_000;

/** Keeps the screen on while the page is visible. Needs https or localhost; the system drops the lock when hidden. */
export function keepAwake(): () => void {
	let lock: WakeLockSentinel | null = null;
	let ended = false;
	const take = async (): Promise<void> => {
		if (ended || document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
		try {
			lock = await navigator.wakeLock.request('screen');
			lock.addEventListener('release', () => {
				if (!ended) setTimeout(() => void take(), AGAIN_MS);
			});
		} catch {
			// Refused (battery, policy): the television's own setting must do.
		}
	};
	const retake = () => void take();
	document.addEventListener('visibilitychange', retake);
	retake();
	return () => {
		ended = true;
		document.removeEventListener('visibilitychange', retake);
		void lock?.release();
	};
}

const PATH = [
	[0, 0],
	[1, 0],
	[1, 1],
	[0, 1],
	[-1, 1],
	[-1, 0],
	[-1, -1],
	[0, -1],
	[1, -1]
] as const;

/** Against burn-in: the whole board walks along nine points, a step a minute. A transform only: nothing is laid out again. */
export function pixelShift(stepPx = 4, everyMs = MINUTE_MS): Attachment<HTMLElement> {
	return (element) => {
		let at = 0;
		const timer = setInterval(() => {
			at = (at + 1) % PATH.length;
			const [x, y] = PATH[at] ?? [0, 0];
			element.style.transform = `translate(${x * stepPx}px, ${y * stepPx}px)`;
		}, everyMs);
		return () => {
			clearInterval(timer);
		};
	};
}

/** Needs a gesture of a person; a television started as a kiosk does without. */
export async function toggleFullScreen(): Promise<void> {
	try {
		if (document.fullscreenElement) await document.exitFullscreen();
		else await document.documentElement.requestFullscreen({ navigationUI: 'hide' });
	} catch {
		// Not allowed here; the browser has its own key for it.
	}
}

const RELOAD_HOUR = 4;

/** The next four o'clock at a minute of this screen's own, so that a hundred screens do not reload at once. */
export function nextReload(now: Date, random: number): Date {
	const at = new Date(now);
	at.setHours(RELOAD_HOUR, Math.floor(random * 60), 0, 0);
	if (at <= now) at.setDate(at.getDate() + 1);
	return at;
}

/** Loads the page again once a night, and only when the server answers: an error page cannot heal itself. */
export function nightlyReload(): () => void {
	let timer: ReturnType<typeof setTimeout> | undefined;
	const plan = () => {
		const now = new Date();
		timer = setTimeout(
			() => void reload(),
			nextReload(now, Math.random()).getTime() - now.getTime()
		);
	};
	const reload = async (): Promise<void> => {
		try {
			const answer = await fetch('/healthz', { cache: 'no-store' });
			if (answer.ok) window.location.reload();
			else plan();
		} catch {
			plan();
		}
	};
	plan();
	return () => {
		clearTimeout(timer);
	};
}
