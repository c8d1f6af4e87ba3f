/** Recordings as people hear them: on the page of a contact, with the screen in step, by mouse and by keyboard. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { muLawWav } from '../../ingest/demo/media/mu-law-wav.ts';
import { screenClip } from '../../ingest/demo/media/screen-clip.ts';
import { speak } from '../../ingest/demo/media/voice.ts';
import { Random } from '../../ingest/demo/random.ts';
import { turnsOf } from '../../ingest/demo/script/talk.ts';
import { signInBrowser } from '../support/sign-in.ts';
import { until } from '../support/until.ts';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const dataDir = process.env['E2E_DATA_DIR'] ?? '';
const CONTACT = 'e2e-recorded';
const [VOICE, SCREEN, LOST] = ['e2e-voice', 'e2e-screen', 'e2e-lost'];
const CREATED_MS = Date.now() - 600_000;
/** The call is answered after the queue; the screen begins a little later. */
const ANSWERED_MS = 12_000;
const LATE_MS = 1500;
const LENGTH_MS = 60_000;
/** What the player allows, and a step of its clock. */
const IN_STEP_S = 0.4;

test.use({ storageState: { cookies: [], origins: [] } });

const turns = turnsOf(
	{
		language: 'es',
		topic: 'bill',
		mood: 'neutral',
		agentName: 'Lucía',
		settled: true,
		lengthMs: LENGTH_MS
	},
	new Random('e2e')
);

async function writeFiles(): Promise<void> {
	const folder = join(dataDir, 'recordings', 'e2e');
	await mkdir(folder, { recursive: true });
	const samples = speak(turns, LENGTH_MS, new Random('voice'));
	await writeFile(join(folder, 'call.wav'), muLawWav(samples));
	const durationMs = LENGTH_MS - LATE_MS;
	const clip = { contact: CONTACT, turns, lateMs: LATE_MS, durationMs, callMs: LENGTH_MS };
	await writeFile(join(folder, 'call.mp4'), screenClip(clip));
}

const event = (name: string, id: string, afterMs: number, data: object) => ({
	specversion: '1.0',
	id,
	source: '//e2e/recordings',
	type: `atalaya.${name}.v1`,
	subject: CONTACT,
	time: new Date(CREATED_MS + afterMs).toISOString(),
	data
});

function recording(id: string, media: string, path: string, afterMs: number, durationMs: number) {
	const startedAt = new Date(CREATED_MS + afterMs).toISOString();
	return event('recording.available', id, 80_000, { media, path, startedAt, durationMs });
}

async function post(web: string): Promise<void> {
	const url = new URL(web);
	url.port = String(Number(url.port) + 1);
	const events = [
		event('interaction.created', 'e2e-rec-1', 0, { channel: 'voice' }),
		event('interaction.queued', 'e2e-rec-2', 1000, { queue: 'e2e-rec-queue' }),
		event('interaction.accepted', 'e2e-rec-3', ANSWERED_MS, { agent: 'e2e-rec-agent' }),
		event('interaction.ended', 'e2e-rec-4', ANSWERED_MS + LENGTH_MS, { by: 'customer' }),
		recording(VOICE, 'audio', 'e2e/call.wav', ANSWERED_MS, LENGTH_MS),
		recording(SCREEN, 'screen', 'e2e/call.mp4', ANSWERED_MS + LATE_MS, LENGTH_MS - LATE_MS),
		recording(LOST, 'screen', 'e2e/lost.mp4', ANSWERED_MS, LENGTH_MS),
		...turns.map((turn, index) =>
			event('transcript.segment', `e2e-rec-said-${index}`, 81_000, { index, ...turn })
		)
	];
	await until('the events can be asked for', async () => {
		const answer = await fetch(`${url.origin}/v1/events`, {
			method: 'POST',
			headers: {
				authorization: 'Bearer e2e-ingest-token',
				'content-type': 'application/cloudevents-batch+json',
				prefer: 'wait=30'
			},
			body: JSON.stringify(events)
		});
		return answer.status === 200;
	});
}

interface Clocks {
	/** Seconds since the recording of the voice began. */
	readonly voice: number;
	readonly screen: number;
	readonly isPlaying: boolean;
	readonly rates: readonly number[];
}

const clocks = (page: Page): Promise<Clocks> =>
	page.evaluate((lateS) => {
		const [voice] = document.querySelectorAll('audio');
		const [screen] = document.querySelectorAll('video');
		return {
			voice: voice?.currentTime ?? 0,
			screen: (screen?.currentTime ?? 0) + lateS,
			isPlaying: voice?.paused === false && screen?.paused === false,
			rates: [voice?.playbackRate ?? 0, screen?.playbackRate ?? 0]
		};
	}, LATE_MS / 1000);

/** Both play on from here, and neither runs away from the other. */
const playsInStep = (page: Page, fromS: number) =>
	until(`plays in step from ${fromS} s`, async () => {
		const { voice, screen, isPlaying } = await clocks(page);
		return isPlaying && voice > fromS && Math.abs(voice - screen) < IN_STEP_S;
	});

async function expectNoViolations(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
	expect(
		violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => String(target))])
	).toEqual([]);
}

test.describe('the recordings of a contact', () => {
	test.beforeAll(async ({ baseURL }) => {
		await writeFiles();
		await post(baseURL ?? '');
	});
	test.beforeEach(async ({ page, baseURL }) => {
		await signInBrowser(page.context(), { web: baseURL ?? '', dataDir }, 'quality', {
			teams: ['company'],
			email: 'e2e.recordings@test.example'
		});
	});

	test('play together with the transcript, by mouse and by keyboard, and what is not there is said', async ({
		page
	}) => {
		const asked: string[] = [];
		page.on('request', (request) => {
			if (request.url().includes('/recordings/')) asked.push(request.url());
		});
		await page.goto(`/interactions/${CONTACT}`);
		const player = page.getByRole('group', { name: 'Reproductor de las grabaciones' });
		await expect(player).toContainText('El fichero no está');
		const slider = player.getByRole('slider', { name: 'Posición en la grabación' });
		await expect(slider).toHaveAttribute('aria-valuetext', '0:00 de 1:00');
		await until('the outline was asked for', () =>
			Promise.resolve(asked.some((url) => url.includes('/peaks?')))
		);
		// Nothing is fetched that nobody plays.
		expect(asked.filter((url) => !url.includes('/peaks?'))).toEqual([]);
		await expectNoViolations(page);

		await player.getByRole('button', { name: 'Reproducir' }).click();
		await playsInStep(page, 2);
		await expect(player.getByText(/^Escuchado: [1-9]/)).toBeVisible();

		await page.keyboard.press('k');
		await expect(player.getByRole('button', { name: 'Reproducir' })).toBeVisible();
		await slider.focus();
		await page.keyboard.press('Home');
		await expect(slider).toHaveAttribute('aria-valuenow', '0');
		await page.keyboard.press('l');
		await expect(slider).toHaveAttribute('aria-valuenow', '15');
		await page.keyboard.press('ArrowRight');
		await page.keyboard.press('ArrowRight');
		await page.keyboard.press('ArrowLeft');
		await expect(slider).toHaveAttribute('aria-valuenow', '20');
		await page.keyboard.press('j');
		await expect(slider).toHaveAttribute('aria-valuenow', '5');
		await page.keyboard.press('>');
		await page.keyboard.press('>');
		await expect(player.getByLabel('Velocidad')).toHaveValue('1.5');
		await page.keyboard.press('Space');
		await playsInStep(page, 6);
		expect((await clocks(page)).rates).toEqual([1.5, 1.5]);

		// While it plays, by a line of what was said: it goes there, and marks the line.
		const line = page.getByRole('listitem').filter({ hasText: turns.at(-2)?.text ?? '' });
		await line.getByRole('button', { name: /^Reproducir desde/ }).click();
		await playsInStep(page, (turns.at(-2)?.startMs ?? 0) / 1000);
		await expect(line.last()).toHaveAttribute('aria-current', 'true');
		await player.getByRole('button', { name: 'Pausar' }).click();

		// In its middle.
		await slider.click();
		await expect(slider).toHaveAttribute('aria-valuenow', '30');
		await until('the screen shows that moment', async () => {
			const { screen, voice } = await clocks(page);
			return Math.abs(screen - 30) < 0.2 && Math.abs(voice - 30) < 0.2;
		});
		await expectNoViolations(page);
	});

	test('stop at their end, and begin anew from there', async ({ page }) => {
		await page.goto(`/interactions/${CONTACT}`);
		const player = page.getByRole('group', { name: 'Reproductor de las grabaciones' });
		const slider = player.getByRole('slider', { name: 'Posición en la grabación' });
		await player.getByRole('button', { name: 'Reproducir' }).click();
		await playsInStep(page, 0.5);
		await slider.focus();
		for (let step = 0; step < 3; step += 1) await page.keyboard.press('l');
		for (let step = 0; step < 2; step += 1) await page.keyboard.press('ArrowRight');
		for (let step = 0; step < 6; step += 1) await page.keyboard.press('>');
		await expect(player.getByLabel('Velocidad')).toHaveValue('3');
		await expect(player.getByRole('button', { name: 'Reproducir' })).toBeVisible();
		await expect(slider).toHaveAttribute('aria-valuenow', '60');
		await player.getByRole('button', { name: 'Reproducir' }).click();
		await playsInStep(page, 0.5);
		expect((await clocks(page)).voice).toBeLessThan(50);
	});

	test('go on with a new address where the old one has ended, and the browser draws what the server cannot', async ({
		page
	}) => {
		let refused = 0;
		let renewed = 0;
		let decoded = 0;
		await page.route(/\/peaks\?/, (route) => route.fulfill({ status: 404, body: '' }));
		await page.route(new RegExp(`/recordings/${VOICE}\\?`), async (route) => {
			const isPlayer = route.request().resourceType() === 'media';
			if (isPlayer && refused === 0) {
				refused += 1;
				await route.fulfill({ status: 403, body: '' });
			} else await route.continue();
		});
		page.on('request', (request) => {
			if (request.url().includes(`/recordings/${VOICE}/address?`)) renewed += 1;
			const isScript = request.resourceType() === 'fetch';
			if (isScript && request.url().includes(`/recordings/${VOICE}?`)) decoded += 1;
		});
		await page.goto(`/interactions/${CONTACT}`);
		await page.getByRole('button', { name: 'Reproducir', exact: true }).click();
		await playsInStep(page, 1);
		expect(renewed).toBeGreaterThan(0);
		const bars = () =>
			page.evaluate(() => {
				const canvas = document.querySelector('canvas');
				const context = canvas?.getContext('2d');
				if (!canvas || !context) return 0;
				// Far from the line in the middle, which is there without an outline too.
				const { data } = context.getImageData(0, 0, canvas.width, Math.floor(canvas.height / 3));
				let columns = 0;
				for (let x = 0; x < canvas.width; x += 1) {
					const shown = Array.from({ length: Math.floor(canvas.height / 3) }, (_, y) => y);
					if (shown.some((y) => (data[4 * (y * canvas.width + x) + 3] ?? 0) > 0)) columns += 1;
				}
				return columns;
			});
		await until('the outline is drawn', async () => (await bars()) > 50);
		expect(decoded).toBe(1);
	});
});
