/** Refusals of a whole request as RFC 9457 problems. */
import { STATUS_CODES } from 'node:http';

export class Problem extends Error {
	override readonly name = 'Problem';
	readonly status: number;
	readonly code: string;
	readonly headers: Readonly<Record<string, string>>;

	constructor(status: number, code: string, detail: string, headers: Record<string, string> = {}) {
		super(detail);
		this.status = status;
		this.code = code;
		this.headers = headers;
	}

	body(): object {
		return {
			type: 'about:blank',
			title: STATUS_CODES[this.status] ?? 'Error',
			status: this.status,
			detail: this.message,
			code: this.code
		};
	}
}

export const PROBLEM_TYPE = 'application/problem+json';

export const unavailable = (code: string, retryAfterS: number): Problem =>
	new Problem(
		503,
		code,
		`${UNAVAILABLE[code] ?? 'nothing can be accepted now'}; send the same request again later: what was accepted of a stream is recognised`,
		{
			'retry-after': String(retryAfterS)
		}
	);

const UNAVAILABLE: Readonly<Record<string, string>> = {
	spool_full: 'the spool is full until the database has taken what is in it',
	disk_full: 'the disk is nearly full',
	spool_stalled: 'the disk does not keep up',
	spool_failed: 'the spool could not be written',
	store_unreachable:
		'the operational store, which knows tokens and erased customers, does not answer',
	shutting_down: 'the server is shutting down',
	overloaded: 'too many requests are being read'
};
