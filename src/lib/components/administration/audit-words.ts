/** The words of the audit log: of what this version knows its own, of anything else the code as it was written. */
import { isAuditAction } from '#lib/domain/audit/actions.ts';
import type { Reader } from '#lib/i18n/reader.svelte.ts';

const FIELDS = [
	'name',
	'email',
	'role',
	'teams',
	'team',
	'agent',
	'isActive',
	'method',
	'sessions',
	'step',
	'purpose',
	'parent',
	'kind',
	'queues',
	'words',
	'showsAgents',
	'zone',
	'tiles',
	'scopes',
	'sources',
	'hint',
	'boards',
	'rotateSeconds',
	'expiresAtMs',
	'validFromMs',
	'people',
	'secondFactor',
	'left',
	'channel',
	'thresholdMs',
	'shortAbandonMs',
	'slFormula',
	'hours',
	'holidays',
	'card',
	'iban',
	'phone',
	'documentId',
	'texts',
	'events',
	'deadLetters',
	'facts',
	'from',
	'to',
	'reason',
	'file',
	'shifts',
	'validFrom',
	'version',
	'month',
	'note',
	'unit',
	'measures',
	'numerator',
	'denominator',
	'state',
	'source',
	'evidence',
	'decision',
	'owner',
	'sponsor',
	'startsOn',
	'endsOn',
	'recipients',
	'isArchived',
	'isPaused',
	'isWithdrawn'
] as const;
const OBJECTS = [
	'agent',
	'alert',
	'assignment',
	'calibration',
	'evaluation',
	'alert-rule',
	'coaching-task',
	'client-contract',
	'cost-rate',
	'learning-item',
	'figure',
	'person',
	'board',
	'team',
	'queue',
	'screen',
	'token',
	'settings',
	'initiative',
	'interaction',
	'quality-form',
	'report-schedule',
	'sampling-plan',
	'scorecard',
	'recording',
	'email',
	'store',
	'audit',
	'demo',
	'customer',
	'privacy-job',
	'first-administrator'
] as const;

const within = <const T extends readonly string[]>(list: T, word: string): T[number] | null =>
	list.find((one) => one === word) ?? null;

export const actionName = (reader: Reader, action: string): string =>
	isAuditAction(action) ? reader.t(`audit.action.${action}`) : action;

/** `tiles.0.title` → `Elementos · 0.title`. */
export function fieldName(reader: Reader, path: string): string {
	const [first = '', ...rest] = path.split('.');
	const known = within(FIELDS, first);
	const name = known === null ? first : reader.t(`audit.field.${known}`);
	return rest.length === 0 ? name : `${name} · ${rest.join('.')}`;
}

/** `board:sala` → what it is, and which. */
export function objectName(reader: Reader, object: string): { kind: string; id: string } {
	const at = object.indexOf(':');
	const [kind, id] = at < 0 ? [object, ''] : [object.slice(0, at), object.slice(at + 1)];
	const known = within(OBJECTS, kind);
	return { kind: known === null ? kind : reader.t(`audit.on.${known}`), id };
}
