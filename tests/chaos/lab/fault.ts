/** What can go wrong between a client and the server behind the proxy. */

export type Fault =
	/** Goes on after a while. */
	| { readonly kind: 'delay'; readonly ms: number }
	/** Taken, and never answered. */
	| { readonly kind: 'blackhole' }
	/** Ended before anything of it reached the server. */
	| { readonly kind: 'reset' }
	/** The server gets so much of the body and no more. */
	| { readonly kind: 'cut-request'; readonly afterBytes: number }
	/** The client gets so much of the answer, head included, and no more. */
	| { readonly kind: 'cut-answer'; readonly afterBytes: number }
	/** Answered by the proxy; the server hears nothing of it. `code`: as ClickHouse names its exceptions. */
	| {
			readonly kind: 'answer';
			readonly status: number;
			readonly code: number | null;
			readonly body: string;
	  }
	/** The server does as it is told, and the client is never told so. */
	| { readonly kind: 'swallow' }
	/** The request arrives a piece at a time. */
	| { readonly kind: 'drip'; readonly bytes: number; readonly everyMs: number }
	/** The server does as it is told; instead of its answer comes the end of the stream. */
	| { readonly kind: 'half-close' };

/** An exception as the database words it. */
export const exceptionText = (code: number, message: string, type: string): string =>
	`Code: ${code}. DB::Exception: ${message}. (${type}) (version 26.7.1.1)\n`;

/** An exception as the database answers it. */
export const exception = (code: number, message: string, type: string, status = 500): Fault => ({
	kind: 'answer',
	status,
	code,
	body: exceptionText(code, message, type)
});
