import { error } from '@sveltejs/kit';
import { browser } from '$app/environment';
import type { HistoryAnswer } from '#lib/domain/history/history-answer.ts';
import type { PageLoad } from './$types';

/** How the same numbers are laid out: not worth asking again. */
const LAYOUT = ['sort', 'parts', 'lang', 'theme'];
const FRESH_MS = 60_000;

interface Kept {
	readonly question: string;
	readonly answer: HistoryAnswer;
	readonly atMs: number;
}
let kept: Kept | null = null;
let inFlight: AbortController | null = null;

function questionOf(query: URLSearchParams): string {
	const asked = new URLSearchParams(query);
	for (const name of LAYOUT) asked.delete(name);
	return asked.toString();
}

/** Null when the server cannot be reached: the page keeps its filters and says so. */
async function ask(
	question: string,
	fetch: typeof globalThis.fetch
): Promise<HistoryAnswer | null> {
	const controller = new AbortController();
	// Whatever was asked before is of no use any more: the database need not finish it.
	inFlight?.abort();
	inFlight = controller;
	let response: Response;
	try {
		response = await fetch(`/history/answer?${question}`, { signal: controller.signal });
	} catch {
		return null;
	}
	if (!response.ok) error(response.status, 'history');
	return (await response.json()) as HistoryAnswer;
}

export const load: PageLoad = async ({ url, data, fetch }) => {
	const question = questionOf(url.searchParams);
	if (!browser) {
		const response = await fetch(`/history/answer?${question}`);
		if (!response.ok) error(response.status, 'history');
		const answer = (await response.json()) as HistoryAnswer;
		return { ...data, answer };
	}
	if (kept?.question === question && Date.now() - kept.atMs < FRESH_MS)
		return { ...data, answer: kept.answer };
	const answer = await ask(question, fetch);
	kept = answer?.trouble === null ? { question, answer, atMs: Date.now() } : null;
	return { ...data, answer };
};
