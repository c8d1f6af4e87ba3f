/** What part of the audit log is asked for, as an address says it. */
import type { AuditQuery } from '../audit/audit-log.ts';

export type AuditFilter = Pick<AuditQuery, 'actor' | 'action' | 'object'>;

const LONGEST = 300;

const said = (search: URLSearchParams, name: string): string =>
	(search.get(name) ?? '').trim().slice(0, LONGEST);

export interface AskedAudit {
	/** As it was typed; empty: any. */
	readonly actor: string;
	readonly action: string;
	readonly object: string;
	/** Entries before this one; null: the newest. */
	readonly before: number | null;
}

export function readAsked(search: URLSearchParams): AskedAudit {
	const before = search.get('before') ?? '';
	return {
		actor: said(search, 'actor'),
		action: said(search, 'action'),
		object: said(search, 'object'),
		before: /^\d{1,15}$/.test(before) ? Number(before) : null
	};
}

export const filterOf = ({ actor, action, object }: AskedAudit): AuditFilter => ({
	...(actor === '' ? {} : { actor }),
	...(action === '' ? {} : { action }),
	...(object === '' ? {} : { object })
});

/** The same part under another address, such as that of a file. */
export function addressOf(
	path: string,
	asked: AskedAudit,
	more: Record<string, string> = {}
): string {
	const { actor, action, object } = asked;
	const fields = Object.entries({ actor, action, object, ...more }).filter(
		([, value]) => value !== ''
	);
	const search = new URLSearchParams(fields).toString();
	return search === '' ? path : `${path}?${search}`;
}
