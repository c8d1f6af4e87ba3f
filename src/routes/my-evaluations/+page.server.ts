import { knownForms } from '#lib/server/quality/known-forms.ts';
import { listOwn } from '#lib/server/quality/own-evaluations.ts';
import type { OwnPosition } from '#lib/server/quality/own-evaluations.ts';
import { readOwnResults } from '#lib/server/quality/results/own-result.ts';
import { runtime } from '#lib/server/runtime.ts';
import type { PageServerLoad } from './$types';

const PAGE_ROWS = 25;
const POSITION = /^(\d{1,15})\.([0-9a-f-]{36})$/;

function positionIn(text: string | null): OwnPosition | null {
	const [, releasedAtMs, id] = POSITION.exec(text ?? '') ?? [];
	return releasedAtMs === undefined || id === undefined
		? null
		: { releasedAtMs: Number(releasedAtMs), id };
}

export const load: PageServerLoad = async (event) => {
	event.depends('atalaya:quality');
	const {
		url,
		locals: { principal }
	} = event;
	const parts = await runtime();
	const { store } = parts;
	const agent = principal?.kind === 'person' ? principal.agent : null;
	const before = positionIn(url.searchParams.get('before'));
	if (agent === null) return { hasAgent: false, own: [], rows: [], older: null, isFirst: true };
	const { evaluations, next } = await listOwn(store.database, agent, { before, limit: PAGE_ROWS });
	const forms = await knownForms(store.database, evaluations);
	const nowMs = Date.now();
	return {
		hasAgent: true,
		own: before === null ? await readOwnResults(parts, event) : [],
		isFirst: before === null,
		older: next && `?before=${next.releasedAtMs}.${next.id}`,
		rows: evaluations.map((one) => ({
			id: one.id,
			form: forms.nameOf(one.form, one.formVersion),
			channel: one.channel,
			contactAtMs: one.contactAtMs,
			releasedAtMs: one.releasedAtMs,
			score: one.result?.final ?? null,
			passed: one.passed,
			state: one.state,
			// Until when something is to be done; null: nothing is.
			untilMs:
				one.state === 'released' && one.disputeUntilMs !== null && one.disputeUntilMs > nowMs
					? one.disputeUntilMs
					: null
		}))
	};
};
