/** Which part of the log a page or a program asks for, read from its address. */
import { SEVERITIES } from '#lib/domain/alerts/rule.ts';
import type { LogPosition, LogQuery } from './alert-log.ts';

export type AskedLog = Pick<LogQuery, 'rule' | 'queue' | 'severity' | 'state' | 'before'>;

const STATES = ['open', 'cleared'] as const;
const LONGEST = 200;
const POSITION = /^(\d{1,15})\.([0-9a-f-]{36})$/;

export const writePosition = ({ openedAtMs, id }: LogPosition): string => `${openedAtMs}.${id}`;

function readPosition(text: string | null): LogPosition | null {
	const [, openedAtMs, id] = POSITION.exec(text ?? '') ?? [];
	return openedAtMs === undefined || id === undefined
		? null
		: { openedAtMs: Number(openedAtMs), id };
}

/** What is not understood counts as not asked. */
export function readAskedLog(query: URLSearchParams): AskedLog {
	const text = (name: string): string => (query.get(name) ?? '').slice(0, LONGEST);
	return {
		rule: text('rule'),
		queue: text('queue'),
		severity: SEVERITIES.find((one) => one === query.get('severity')) ?? '',
		state: STATES.find((one) => one === query.get('state')) ?? '',
		before: readPosition(query.get('before'))
	};
}

/** The address of a page of the log with the same filters. */
export function addressOfLog(asked: AskedLog, before: LogPosition | null): string {
	const query = new URLSearchParams();
	for (const name of ['rule', 'queue', 'severity', 'state'] as const)
		if (asked[name] !== '') query.set(name, asked[name]);
	if (before !== null) query.set('before', writePosition(before));
	const text = query.toString();
	return text === '' ? '/alerts' : `/alerts?${text}`;
}
