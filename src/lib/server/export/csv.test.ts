import { buffer, text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { csvStream, download, ndjsonStream } from './csv.ts';
import type { CsvRow } from './csv.ts';

/** Reading as text takes the byte order mark away. */
const written = (rows: readonly CsvRow[], header = ['a']): Promise<string> =>
	text(csvStream(header, rows));

/** The cells of the only row. */
const cell = async (value: string): Promise<string> =>
	(await written([[value]])).split('\r\n').slice(1).join('\r\n').replace(/\r\n$/, '');

describe('CSV', () => {
	test.each([
		[
			'=HYPERLINK("http://evil.example","click")',
			`"'=HYPERLINK(""http://evil.example"",""click"")"`
		],
		['+1+1', `"'+1+1"`],
		['-2+3|cmd', `"'-2+3|cmd"`],
		['@SUM(A1:A9)', `"'@SUM(A1:A9)"`],
		['\t=1+1', `"'\t=1+1"`],
		['\r=1+1', `"'\r=1+1"`],
		['\n=1+1', `"'\n=1+1"`],
		['＝1+1', `"'＝1+1"`]
	])('[H14] [A9] the formula %j is only a text', async (value, expected) => {
		expect(await cell(value)).toBe(expected);
	});

	test.each([
		['a "quoted" word', '"a ""quoted"" word"'],
		['two\nlines', '"two\nlines"'],
		['a;=1+1', '"a;=1+1"'],
		['one, two', '"one, two"'],
		['Ñandú 🙂 客户', '"Ñandú 🙂 客户"'],
		['', '""']
	])('%j stays one cell with the same text', async (value, expected) => {
		expect(await cell(value)).toBe(expected);
	});

	test('a name of a column that is a formula is only a text too', async () => {
		expect(await written([[1]], ['=1+1'])).toBe(`"'=1+1"\r\n1\r\n`);
	});

	test('negative numbers stay numbers, and nothing stays empty', async () => {
		expect(await written([[-5, null, 'x']], ['a', 'b', 'c'])).toBe('"a","b","c"\r\n-5,,"x"\r\n');
	});

	test('it begins with the mark that tells spreadsheets it is UTF-8', async () => {
		expect((await buffer(csvStream(['a'], []))).toString('latin1')).toBe('\xEF\xBB\xBF"a"\r\n');
	});

	test('rows stop being asked for when the reader goes away', async () => {
		let asked = 0;
		let ended = false;
		async function* rows(): AsyncGenerator<CsvRow> {
			try {
				for (;;) yield await Promise.resolve(['x'.repeat(1000), ++asked]);
			} finally {
				ended = true;
			}
		}
		const stream = csvStream(['a', 'b'], rows());
		await new Promise((resolve) => stream.once('readable', resolve));
		stream.destroy();
		await expect.poll(() => ended).toBe(true);
		expect(asked).toBeLessThan(5000);
	});

	test('a failure while reading breaks the file off instead of ending it as if it were whole', async () => {
		async function* rows(): AsyncGenerator<CsvRow> {
			yield await Promise.resolve(['one']);
			throw new Error('the database went away');
		}
		await expect(text(csvStream(['a'], rows()))).rejects.toThrow('the database went away');
	});
});

test('lines of JSON hold one object each', async () => {
	expect(await text(ndjsonStream([{ a: 'x\ny' }, { a: null }]))).toBe(
		'{"a":"x\\ny"}\n{"a":null}\n'
	);
});

test('a download has a file name without anything a header or a disk would misread', () => {
	const answer = download('../audit\r\n"x".csv', 'text/csv', ndjsonStream([]));
	expect(answer.headers.get('content-disposition')).toBe('attachment; filename="..-audit-x-.csv"');
	expect(answer.headers.get('cache-control')).toBe('private, no-store');
});
