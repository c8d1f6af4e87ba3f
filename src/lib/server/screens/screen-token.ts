/**
 * The token of a screen: the screen's id, a point, 256 random bits. The id says whose token it is, or was: one that does
 * not fit any more is a sign that somebody else has a copy.
 */
import { newToken } from '../digest.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const newScreenToken = (screen: string): string => `${screen}.${newToken()}`;

/** Null for what is no token of ours. */
export function screenOfToken(token: string): string | null {
	const [id = '', secret = ''] = token.split('.');
	return UUID.test(id) && secret !== '' ? id : null;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** A screen that is switched on gets a new one this often. */
export const RENEW_AFTER_MS = 7 * DAY_MS;
/** A screen that was off for longer has to be paired again. */
export const EXPIRES_AFTER_MS = 90 * DAY_MS;
/** Browsers write cookies to disk half a minute late: a television that loses power then comes back with the old one. */
export const KEEP_PREVIOUS_MS = 10 * MINUTE_MS;
/** Whoever still has the old one after this did not get the new one; sooner, its answer may be on its way. */
export const REISSUE_AFTER_MS = MINUTE_MS;
/** Old tokens of connections that were open during the renewal are no sign of anything. */
export const SUSPECT_AFTER_MS = KEEP_PREVIOUS_MS + 5 * MINUTE_MS;
