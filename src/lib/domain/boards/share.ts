/** A layout inside an address: readable by any browser, kept by no server. */
import type { BoardLayout } from './board.ts';
import { checkLayout } from './check-layout.ts';

export const SHARE_KEY = 'layout';

/** base64url of the UTF-8 JSON, without padding. */
export function encodeLayout(layout: BoardLayout): string {
	const bytes = new TextEncoder().encode(JSON.stringify(layout));
	let binary = '';
	for (const byte of bytes) binary += String.fromCharCode(byte);
	return btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

/** Null for text that is no layout of ours. */
export function decodeLayout(text: string): BoardLayout | null {
	try {
		const binary = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
		const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
		const checked = checkLayout(JSON.parse(new TextDecoder().decode(bytes)));
		return checked.ok ? checked.layout : null;
	} catch {
		return null;
	}
}
