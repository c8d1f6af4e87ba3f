/**
 * A field of a form keeps what somebody entered before the script of the page ran: the server's
 * value is its default only. A later answer of the server does replace it.
 */
import type { Attachment } from 'svelte/attachments';

export function fromServer(answer: () => string | number | boolean): Attachment<HTMLInputElement> {
	let shown: string | number | boolean | null = null;
	return (input) => {
		const value = answer();
		if (shown !== null && shown !== value) {
			if (typeof value === 'boolean') input.checked = value;
			else input.value = String(value);
		}
		shown = value;
	};
}
