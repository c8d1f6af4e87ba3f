/** Errors for programs: RFC 9457 problem documents. */

export interface Problem {
	readonly status: number;
	readonly code: string;
	readonly title: string;
	readonly detail: string;
	/** The parameter at fault. */
	readonly field?: string;
}

export const badParameter = (field: string, detail: string): Problem => ({
	status: 400,
	code: 'bad_parameter',
	title: 'A parameter is wrong',
	detail,
	field
});

export function problemResponse(problem: Problem, headers: Record<string, string> = {}): Response {
	return new Response(JSON.stringify({ type: 'about:blank', ...problem }), {
		status: problem.status,
		headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers }
	});
}

export function jsonResponse(body: unknown): Response {
	return new Response(JSON.stringify(body), {
		headers: { 'content-type': 'application/json', 'cache-control': 'no-store' }
	});
}
