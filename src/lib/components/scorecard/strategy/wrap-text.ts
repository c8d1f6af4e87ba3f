/** Lines of a text in a picture: SVG breaks none by itself, and the server has no canvas to measure on. */
import { textEm } from '#lib/format/text-width.ts';

/** Cuts a word that is wider than a line; what does not fit into the last line ends in `…`. */
export function wrapText(text: string, roomEm: number, mostLines: number): string[] {
	const lines: string[] = [];
	let line = '';
	for (const word of text.split(/\s+/u).filter((part) => part !== '')) {
		const longer = line === '' ? word : `${line} ${word}`;
		if (textEm(longer) <= roomEm) {
			line = longer;
			continue;
		}
		if (line !== '') lines.push(line);
		line = word;
	}
	if (line !== '') lines.push(line);
	const shown = lines.slice(0, mostLines).map((one) => cut(one, roomEm));
	const last = shown.at(-1);
	if (lines.length > mostLines && last !== undefined) {
		shown[mostLines - 1] = cut(`${last}…`, roomEm);
	}
	return shown;
}

function cut(text: string, roomEm: number): string {
	if (textEm(text) <= roomEm) return text;
	const letters = Array.from(text.replace(/…$/u, ''));
	while (letters.length > 1 && textEm(`${letters.join('')}…`) > roomEm) letters.pop();
	return `${letters.join('').trimEnd()}…`;
}
