/** The scorecard an address asks for, for the pages and files that show one period of it. */
import type { Principal } from '#lib/domain/access/principal.ts';
import { monthOf } from '#lib/domain/scorecard/month.ts';
import { readScorecardAsk } from '#lib/domain/scorecard/scorecard-address.ts';
import type { ScorecardPage } from '#lib/domain/scorecard/scorecard-page.ts';
import type { Language } from '#lib/format/locale.ts';
import type { Runtime } from '../../runtime.ts';
import { scorecardPage } from '../scorecard-page.ts';

/** The part of Kit's event that is needed. */
export interface AskingEvent {
	readonly locals: {
		readonly principal: Principal | null;
		readonly preferences: { readonly language: Language; readonly locale: string };
	};
	readonly params: { readonly scorecard: string };
	readonly url: URL;
}

/** Numbers that were never read are waited for: a file is not filled in afterwards. */
const PATIENCE_MS = 20_000;

/** Null: there is no such scorecard or unit, or it is out of reach. */
export function askedPage(
	parts: Runtime,
	{ locals: { principal, preferences }, params, url }: AskingEvent
): Promise<ScorecardPage | null> {
	const ask = readScorecardAsk(url.searchParams, monthOf(Date.now(), parts.config.timeZone));
	const { language } = preferences;
	const { scorecard } = params;
	return scorecardPage(parts, principal, { scorecard, ...ask, language, patienceMs: PATIENCE_MS });
}
