/** A real browser with the board open, and when it had painted what. */
import { chromium } from '@playwright/test';
import type { Page } from '@playwright/test';
import { SESSION_COOKIE } from '#lib/server/access/cookies.ts';
import { findBrowser } from '../../browser.mjs';
import type { Product } from '../../support/product.ts';
import { openStoreParts } from '../../support/store-parts.ts';
import { PROBE_QUEUE } from './probe.ts';
import type { Sighting } from './probe.ts';

export interface Screen {
	/** Everything since the last call. */
	sightings(): Promise<Sighting[]>;
	close(): Promise<void>;
}

const SETTLE_MS = 30_000;

/**
 * Runs in the page: after a change of the probe's row, the frame after the one that painted it. Nothing in it has a name:
 * tsx would wrap that in a helper the page does not have.
 */
function watchRow(queue: string): void {
	const seen: [number, number][] = [];
	Object.assign(window, { benchSightings: seen });
	let newest = 0;
	new MutationObserver(() => {
		const row = [...document.querySelectorAll('tbody tr')].find((candidate) =>
			candidate.querySelector('th')?.textContent.includes(queue)
		);
		// The count is the last text of the cell; what stands before it says how many are late.
		const text = row?.querySelector('td')?.lastChild?.textContent ?? '';
		const probe = Number(text.replace(/\D/g, ''));
		if (probe <= newest) return;
		newest = probe;
		requestAnimationFrame(() => {
			// Date.now and not performance.now: the clock of the machine is what the sender's instants are on.
			requestAnimationFrame(() => seen.push([probe, Date.now()]));
		});
	}).observe(document.body, { subtree: true, childList: true, characterData: true });
}

const takeSightings = (page: Page): Promise<Sighting[]> =>
	page.evaluate(() =>
		(window as unknown as { benchSightings: [number, number][] }).benchSightings.splice(0)
	);

/** Somebody who may see every board. */
async function signIn({ dataDir }: Pick<Product, 'dataDir'>): Promise<string> {
	const parts = await openStoreParts(dataDir);
	try {
		return await parts.signIn(await parts.person(`bench-${Date.now()}`, 'admin'));
	} finally {
		await parts.store.close();
	}
}

export async function openScreen(
	{ web, dataDir }: Pick<Product, 'web' | 'dataDir'>,
	board: string
): Promise<Screen> {
	const executablePath = findBrowser();
	const browser = await chromium.launch({
		...(executablePath === null ? {} : { executablePath }),
		args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync']
	});
	try {
		const page = await browser.newPage({ viewport: { width: 1920, height: 1080 } });
		const session = await signIn({ dataDir });
		await page.context().addCookies([{ name: SESSION_COOKIE, value: session, url: web }]);
		await page.goto(`${web}/wallboard/${board}`);
		await page
			.locator('[data-freshness=live][data-connection=open]')
			.waitFor({ timeout: SETTLE_MS });
		await page.getByRole('rowheader', { name: PROBE_QUEUE }).waitFor({ timeout: SETTLE_MS });
		await page.evaluate(watchRow, PROBE_QUEUE);
		return {
			sightings: () => takeSightings(page),
			close: () => browser.close()
		};
	} catch (cause) {
		await browser.close();
		throw cause;
	}
}
