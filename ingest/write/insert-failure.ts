/** What to do about a failed insert. What cannot be told apart is tried again: an event is never dropped on a guess. */
import { ClickHouseError } from '@clickhouse/client';
import { NoEngineError } from '#lib/server/clickhouse/connection.ts';
import { QueryError } from '#lib/server/clickhouse/query.ts';
import { SelfTestError } from '../../clickhouse/self-test.ts';
import { SchemaBehindError } from './fitness.ts';

/**
 * `unsent`: it did not reach the database. `ambiguous`: it may have. `pressure`: the database asks for time.
 * `operator`: someone must change something. `data`: a row is at fault.
 */
export type FailureClass = 'unsent' | 'ambiguous' | 'pressure' | 'operator' | 'data';

export interface Failure {
	readonly class: FailureClass;
	readonly code: string;
	readonly message: string;
	/** Index of the row at fault, when the database says so. */
	readonly row: number | null;
}

const PRESSURE = new Set([
	'202',
	'203',
	'241',
	'243',
	'252',
	'242',
	'285',
	'286',
	'364',
	'439',
	'574',
	'745'
]);
const OPERATOR = new Set([
	'16',
	'20',
	'44',
	'47',
	'60',
	'62',
	'81',
	'115',
	'164',
	'192',
	'193',
	'194',
	'452',
	'497',
	'516'
]);
const DATA = new Set([
	'6',
	'25',
	'26',
	'27',
	'32',
	'33',
	'38',
	'41',
	'53',
	'69',
	'70',
	'72',
	'117',
	'321',
	'349',
	'467',
	'469',
	'691'
]);
/** Of a server whose certificate is not the one it should be: nothing was sent, and only a person can mend it. */
const UNTRUSTED = new Set([
	'CERT_HAS_EXPIRED',
	'CERT_NOT_YET_VALID',
	'CERT_REVOKED',
	'CERT_UNTRUSTED',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'ERR_TLS_CERT_ALTNAME_INVALID',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_GET_ISSUER_CERT',
	'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE'
]);
const UNSENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN']);

/** Rows are made by us: a column that the database does not have is a schema that is not up to date, not a bad event. */
const UNKNOWN_COLUMN = 'Unknown field found while parsing';

function classOf({ code, message }: ClickHouseError): FailureClass {
	if (message.includes(UNKNOWN_COLUMN)) return 'operator';
	if (PRESSURE.has(code)) return 'pressure';
	if (OPERATOR.has(code)) return 'operator';
	if (DATA.has(code)) return 'data';
	return 'ambiguous';
}

const LONGEST_MESSAGE = 1000;

export function judgeFailure(cause: unknown): Failure {
	const inner = cause instanceof QueryError ? cause.cause : cause;
	const message =
		inner instanceof Error ? inner.message.slice(0, LONGEST_MESSAGE) : 'unknown failure';
	if (inner instanceof NoEngineError)
		return { class: 'unsent', code: 'no_engine', message, row: null };
	if (inner instanceof SchemaBehindError)
		return { class: 'operator', code: 'schema_behind', message, row: null };
	if (inner instanceof ClickHouseError) {
		return { class: classOf(inner), code: inner.code, message, row: rowOf(message) };
	}
	if (inner instanceof SelfTestError)
		return { class: 'operator', code: 'self_test', message, row: null };
	const code = inner instanceof Error && 'code' in inner ? String(inner.code) : 'unknown';
	return { class: classOfConnection(code), code, message, row: null };
}

function classOfConnection(code: string): FailureClass {
	if (UNTRUSTED.has(code)) return 'operator';
	return UNSENT.has(code) ? 'unsent' : 'ambiguous';
}

function rowOf(message: string): number | null {
	const row = /\(at row (\d+)\)/.exec(message)?.[1];
	return row === undefined ? null : Number(row) - 1;
}

const BACK_OFF: Record<Exclude<FailureClass, 'data'>, { firstMs: number; mostMs: number }> = {
	// Short: the embedded engine starts within a second of us, and so does the schema.
	unsent: { firstMs: 100, mostMs: 3000 },
	ambiguous: { firstMs: 200, mostMs: 10_000 },
	pressure: { firstMs: 1000, mostMs: 30_000 },
	operator: { firstMs: 500, mostMs: 5000 }
};

/** Doubles up to its limit; the random part keeps processes from coming back all at once. */
export function backOffMs(kind: FailureClass, attempt: number, random: () => number): number {
	const { firstMs, mostMs } = BACK_OFF[kind === 'data' ? 'operator' : kind];
	return Math.min(mostMs, firstMs * 2 ** Math.min(attempt, 20)) * (0.5 + random() / 2);
}
