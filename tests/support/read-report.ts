/** Reads back what reports are made of: the text of a PDF, and the cells of a workbook. */
import { inflateRawSync, inflateSync } from 'node:zlib';

/** What Windows 1252 has where Latin 1 has controls, as far as reports use it. */
const WINDOWS: Readonly<Record<string, string>> = {
	'\u0080': '€',
	'\u0085': '…',
	'\u0093': '“',
	'\u0094': '”',
	'\u0096': '–',
	'\u0097': '—'
};
const decode = (hex: string): string =>
	Array.from(Buffer.from(hex, 'hex').toString('latin1'), (one) => WINDOWS[one] ?? one).join('');

/** A line for each text that was set, page after page. */
export function pdfLines(file: Buffer): string[] {
	const source = file.toString('latin1');
	const lines: string[] = [];
	for (const match of source.matchAll(/stream\r?\n/g)) {
		const from = match.index + match[0].length;
		const to = source.indexOf('endstream', from);
		let content: string;
		try {
			content = inflateSync(file.subarray(from, to)).toString('latin1');
		} catch {
			continue;
		}
		for (const [, shown = ''] of content.matchAll(/\[([^\]]*)\] TJ/g)) {
			const letters = Array.from(shown.matchAll(/<([0-9a-f]*)>/gi), ([, hex = '']) => hex).join('');
			lines.push(decode(letters));
		}
	}
	return lines;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** What the file calls itself in the window of a reader. */
export function pdfTitle(file: Buffer): string {
	const source = file.toString('latin1');
	const [, id = ''] = /\/Title (\d+ 0) R/.exec(source) ?? [];
	const object = new RegExp(`\\n${id} obj\\n\\(((?:[^\\\\)]|\\\\.)*)\\)`, 's');
	const [, raw = ''] = object.exec(source) ?? [];
	const bytes = raw.replace(/\\(.)/gs, (_, one: string) => ESCAPES[one] ?? one);
	if (!bytes.startsWith('\u00fe\u00ff')) return bytes;
	return Buffer.from(bytes.slice(2), 'latin1').swap16().toString('utf16le');
}

/** Files of a ZIP archive by name. */
function unzip(file: Buffer): Map<string, string> {
	const files = new Map<string, string>();
	let at = file.readUInt32LE(file.lastIndexOf('PK\u0005\u0006', undefined, 'latin1') + 16);
	while (file.readUInt32LE(at) === 0x02014b50) {
		const [method, size] = [file.readUInt16LE(at + 10), file.readUInt32LE(at + 20)];
		const [nameLength, extraLength, noteLength] = [28, 30, 32].map((offset) =>
			file.readUInt16LE(at + offset)
		) as [number, number, number];
		const local = file.readUInt32LE(at + 42);
		const name = file.toString('utf8', at + 46, at + 46 + nameLength);
		const from = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
		const packed = file.subarray(from, from + size);
		files.set(name, (method === 0 ? packed : inflateRawSync(packed)).toString('utf8'));
		at += 46 + nameLength + extraLength + noteLength;
	}
	return files;
}

const plain = (xml: string): string =>
	xml
		.replace(/<[^>]*>/g, '')
		.replace(/&lt;/g, '<')
		.replace(/&gt;/g, '>')
		.replace(/&quot;/g, '"')
		.replace(/&#?apos;|&#39;/g, "'")
		.replace(/&amp;/g, '&');

export interface ReadSheet {
	readonly name: string;
	/** Rows of cells; text as text, numbers as numbers, empty as null. */
	readonly rows: readonly (readonly (string | number | null)[])[];
	readonly hasFormulas: boolean;
}

const columnOf = (letters: string): number =>
	Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;

export function xlsxSheets(file: Buffer): ReadSheet[] {
	const files = unzip(file);
	const shared = Array.from(
		(files.get('xl/sharedStrings.xml') ?? '').matchAll(/<si>(.*?)<\/si>/gs),
		([, item = '']) => plain(item)
	);
	const names = Array.from(
		(files.get('xl/workbook.xml') ?? '').matchAll(/<sheet [^>]*name="([^"]*)"/g),
		([, name = '']) => plain(name)
	);
	return names.map((name, index) => {
		const xml = files.get(`xl/worksheets/sheet${index + 1}.xml`) ?? '';
		const rows = Array.from(xml.matchAll(/<row [^>]*?(?:\/>|>(.*?)<\/row>)/gs), ([, row = '']) => {
			const cells: (string | number | null)[] = [];
			for (const [, facts = '', inner = ''] of row.matchAll(/<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
				const at = columnOf(/r="([A-Z]+)/.exec(facts)?.[1] ?? 'A');
				const value = /<v>(.*?)<\/v>/s.exec(inner)?.[1];
				while (cells.length < at) cells.push(null);
				if (facts.includes('t="s"')) cells.push(shared[Number(value)] ?? null);
				else if (/t="(?:inlineStr|str)"/.test(facts)) cells.push(plain(inner));
				else cells.push(value === undefined ? null : Number(value));
			}
			return cells;
		});
		return { name, rows, hasFormulas: xml.includes('<f>') };
	});
}
