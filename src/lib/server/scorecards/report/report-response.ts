/** Reports as answers to be stored by whoever asked. */
import { thaw } from '#lib/domain/scorecard/report/frozen.ts';
import type { ReportFile } from '#lib/domain/scorecard/report/schedule.ts';
import type { Language } from '#lib/format/locale.ts';
import type { Runtime } from '../../runtime.ts';
import type { Principal } from '#lib/domain/access/principal.ts';
import { seenFrozen } from '../frozen/seen-frozen.ts';
import { askedPage } from './asked-page.ts';
import type { AskingEvent } from './asked-page.ts';
import { makeReport } from './report-files.ts';
import type { MadeReport } from './report-files.ts';
import { reportWords } from './report-text.ts';

const asFile = ({ name, type, body }: MadeReport): Response =>
	new Response(new Uint8Array(body), {
		headers: {
			'content-type': type,
			'content-disposition': `attachment; filename="${name}"`,
			'content-length': String(body.length),
			'cache-control': 'private, no-store'
		}
	});

/** Null: there is no such scorecard or unit, or it is out of reach. */
export async function scorecardFile(
	parts: Runtime,
	event: AskingEvent,
	file: ReportFile
): Promise<Response | null> {
	const page = await askedPage(parts, event);
	if (!page) return null;
	const { language, locale } = event.locals.preferences;
	const words = await reportWords(language, locale);
	return asFile(await makeReport(file, page, words, { frozen: null, nowMs: Date.now() }));
}

interface FrozenEvent {
	readonly locals: {
		readonly principal: Principal | null;
		readonly preferences: { readonly language: Language; readonly locale: string };
	};
	readonly params: { readonly id: string };
}

/** Null: there is none, it is out of reach, or nothing of it can be vouched for. */
export async function frozenFile(
	parts: Runtime,
	{ locals: { principal, preferences }, params }: FrozenEvent,
	file: ReportFile
): Promise<Response | null> {
	const found = await seenFrozen(parts, principal, params.id);
	if (!found?.content || !found.isIntact) return null;
	const { language, locale } = preferences;
	const frozen = { hash: found.hash, atMs: found.createdAtMs };
	const words = await reportWords(language, locale);
	const page = thaw(found.content, language);
	return asFile(await makeReport(file, page, words, { frozen, nowMs: found.createdAtMs }));
}
