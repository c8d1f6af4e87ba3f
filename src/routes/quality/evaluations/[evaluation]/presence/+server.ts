/** A page says that it is open, and is told who else is there. */
import { json } from '@sveltejs/kit';
import { writableEvaluation } from '#lib/server/quality/seen-evaluation.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { RequestHandler } from './$types';

/** Made by the page. */
const PAGE = /^[0-9a-zA-Z-]{8,60}$/;

const pageOf = (url: URL): string | null => {
	const page = url.searchParams.get('page') ?? '';
	return PAGE.test(page) ? page : null;
};

export const PUT: RequestHandler = async ({ params, url, locals: { principal } }) => {
	const parts = await runtime();
	const page = pageOf(url);
	const found = await writableEvaluation(parts, principal, params.evaluation);
	if (!found || page === null || principal === null) return json({ others: [] }, { status: 404 });
	return json({ others: await parts.quality.presence.seen(found.id, page, principal.id) });
};

export const DELETE: RequestHandler = async ({ params, url, locals: { principal } }) => {
	const { quality } = await runtime();
	const page = pageOf(url);
	if (page !== null && principal !== null)
		await quality.presence.left(params.evaluation, page, principal.id);
	return new Response(null, { status: 204 });
};
