/** Puts text on the clipboard; the modern way needs https or localhost, which a wallboard in a local network has not. */
export async function copyText(text: string): Promise<boolean> {
	try {
		await navigator.clipboard.writeText(text);
		return true;
	} catch {
		return copyBySelection(text);
	}
}

function copyBySelection(text: string): boolean {
	const field = document.createElement('textarea');
	field.value = text;
	field.setAttribute('readonly', '');
	field.style.position = 'fixed';
	field.style.opacity = '0';
	// Inside an open dialog nothing outside it can be selected.
	(document.querySelector('dialog[open]') ?? document.body).append(field);
	field.select();
	// Deprecated, and the only way on plain http.
	// eslint-disable-next-line @typescript-eslint/no-deprecated
	const done = document.execCommand('copy');
	field.remove();
	return done;
}
