import { error } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { drawPage } from '#lib/server/quality/sampling/draw-page.ts';
import { ownDraw } from '#lib/server/quality/sampling/seen-plans.ts';
import { verifyDraw } from '#lib/server/quality/sampling/verification.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { Actions, PageServerLoad } from './$types';

/** Differences that are listed; the rest is counted. */
const MOST_SHOWN = 20;

async function find({
	locals: { principal },
	params
}: Pick<RequestEvent<{ plan: string; period: string }>, 'locals' | 'params'>) {
	const parts = await runtime();
	const found = await ownDraw(parts, principal, params);
	if (!found || !principal) error(404, 'no such draw');
	return { parts, principal, ...found };
}

export const load: PageServerLoad = async (event) => {
	const { parts, principal, plan, draw } = await find(event);
	const { asDrawn, period, report, isFinal, changedAtMs } = draw;
	return {
		plan: { id: plan.id, name: plan.plan.name },
		draw: { asDrawn, period, report, isFinal, changedAtMs },
		...(await drawPage(parts, principal, draw))
	};
};

export const actions: Actions = {
	async verify(event) {
		const { parts, draw } = await find(event);
		const verified = await verifyDraw(parts.quality.sampling.draws, draw);
		const { contacts, drawn, waiting, differences } = verified;
		return {
			verified: {
				...{ contacts, drawn, waiting },
				differenceCount: differences.length,
				differences: differences.slice(0, MOST_SHOWN)
			}
		};
	}
};
