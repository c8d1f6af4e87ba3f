/** Amounts and per cents as people type them: with a point or a comma, and two decimals at most. */

const NUMBER = /^([-−–])?(\d{1,9})(?:[.,](\d{1,2}))?$/;

/** `1,5` is 150; null for what is no such number. */
export function hundredthsOf(text: string): number | null {
	const [, sign, whole = '', decimals = ''] = NUMBER.exec(text.replaceAll(/[\s€%]/g, '')) ?? [];
	if (whole === '') return null;
	const size = Number(whole) * 100 + Number(decimals.padEnd(2, '0'));
	return sign === undefined || size === 0 ? size : -size;
}

/** 150 is `1,5`; for a field that is filled in. */
export function hundredthsText(hundredths: number, decimal: '.' | ','): string {
	const size = Math.abs(hundredths);
	const rest = String(size % 100)
		.padStart(2, '0')
		.replace(/0+$/, '');
	const text = `${Math.floor(size / 100)}${rest === '' ? '' : `${decimal}${rest}`}`;
	return hundredths < 0 ? `-${text}` : text;
}
