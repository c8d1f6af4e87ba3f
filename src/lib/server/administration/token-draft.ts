/** A new token as the form of the administration sends it. */
import { TOKEN_SCOPES } from '#lib/domain/access/token-scope.ts';
import { TOKEN_LIFETIMES } from '#lib/domain/administration/token-form.ts';
import type { SentToken, TokenFault } from '#lib/domain/administration/token-form.ts';
import { chosenField, linesField, rawField, textField } from '../form-fields.ts';
import type { NewApiToken } from '../store/api-tokens.ts';

const LONGEST_NAME = 80;
const MOST_SOURCES = 50;
const DAY_MS = 86_400_000;
/** As the envelope of events has it. */
const SOURCE = /^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]{1,1000}$/;

export function readSentToken(form: FormData): SentToken {
	const lifetime = textField(form, 'lifetime');
	return {
		name: textField(form, 'name'),
		scopes: chosenField(form, 'scope', TOKEN_SCOPES) as SentToken['scopes'],
		sources: rawField(form, 'sources').slice(0, 20_000),
		team: textField(form, 'team'),
		lifetime: TOKEN_LIFETIMES.find((one) => one === lifetime) ?? '30'
	};
}

export type ReadToken =
	| { readonly ok: true; readonly wanted: Omit<NewApiToken, 'createdBy'> }
	| { readonly ok: false; readonly fault: TokenFault };

export function checkToken(
	sent: SentToken,
	form: FormData,
	{ teams, nowMs }: { teams: readonly string[]; nowMs: number }
): ReadToken {
	const { name, scopes, team, lifetime } = sent;
	if (name === '' || name.length > LONGEST_NAME) return { ok: false, fault: 'name' };
	if (scopes.length === 0) return { ok: false, fault: 'scopes' };
	const sources = linesField(form, 'sources');
	if (sources.length > MOST_SOURCES || !sources.every((source) => SOURCE.test(source)))
		return { ok: false, fault: 'sources' };
	if (!teams.includes(team)) return { ok: false, fault: 'team' };
	const expiresAtMs = lifetime === 'never' ? null : nowMs + Number(lifetime) * DAY_MS;
	return { ok: true, wanted: { name, scopes, sources, team, expiresAtMs } };
}
