/** Nothing can be taken in now; the sender keeps it and tries again. */
export type UnavailableCode =
	| 'spool_full'
	| 'disk_full'
	| 'spool_stalled'
	| 'spool_failed'
	| 'store_unreachable'
	| 'shutting_down'
	| 'overloaded';

export class UnavailableError extends Error {
	override readonly name = 'UnavailableError';
	readonly code: UnavailableCode;
	readonly retryAfterS: number;
	constructor(code: UnavailableCode, retryAfterS: number, options?: ErrorOptions) {
		super(`nothing can be accepted: ${code}`, options);
		this.code = code;
		this.retryAfterS = retryAfterS;
	}
}
