/** Who may use `/api/v1`: whoever has the token of the installation. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { problemResponse } from '../api/problem.ts';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

function hasToken(header: string | null, token: string): boolean {
	const match = /^Bearer +(\S+)$/i.exec(header ?? '');
	// Digests have one length, so that the comparison takes the same time whatever was sent.
	return match?.[1] !== undefined && timingSafeEqual(digest(match[1]), digest(token));
}

/** Null when the request may go on, else the answer that refuses it. */
export function refuseWithoutToken(request: Request, token: string | null): Response | null {
	const header = request.headers.get('authorization');
	if (token !== null && hasToken(header, token)) return null;
	const detail =
		token === null
			? 'this installation has no API token: set API_TOKEN and start it again'
			: 'send the API token as "Authorization: Bearer …"';
	return problemResponse(
		{ status: 401, code: 'unauthorized', title: 'No valid token', detail },
		{ 'www-authenticate': header === null ? 'Bearer' : 'Bearer error="invalid_token"' }
	);
}
