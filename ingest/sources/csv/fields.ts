/** One record of a CSV file, field by field, fed line by line: a quoted field may go on over lines. */

export interface Dialect {
	readonly delimiter: string;
	/** Empty: quotes mean nothing. */
	readonly quote: string;
	/** In front of a quote inside a quoted field; usually the quote itself. */
	readonly escape: string;
}

export type Scan =
	| { readonly kind: 'complete'; readonly cells: string[] }
	/** A quoted field goes on in the next line. */
	| { readonly kind: 'open' }
	| { readonly kind: 'broken'; readonly message: string };

export class FieldScanner {
	readonly #dialect: Dialect;
	#cells: string[] = [];
	/** Of the quoted field that is open. */
	#field = '';
	#isOpen = false;

	constructor(dialect: Dialect) {
		this.#dialect = dialect;
	}

	feed(text: string): Scan {
		const { delimiter, quote } = this.#dialect;
		if (!this.#isOpen && (quote === '' || !text.includes(quote))) {
			return { kind: 'complete', cells: [...this.#cells, ...text.split(delimiter)] };
		}
		let at = 0;
		for (;;) {
			const end =
				this.#isOpen || text.startsWith(quote, at) ? this.#quoted(text, at) : this.#plain(text, at);
			if (end === 'open') return { kind: 'open' };
			if (end === 'broken')
				return { kind: 'broken', message: 'text after the closing quote of a field' };
			if (end === text.length) return { kind: 'complete', cells: this.#cells };
			at = end + delimiter.length;
		}
	}

	/** A quote inside a field that does not begin with one is only a character (3.5" disks). */
	#plain(text: string, from: number): number {
		const found = text.indexOf(this.#dialect.delimiter, from);
		const end = found === -1 ? text.length : found;
		this.#cells.push(text.slice(from, end));
		return end;
	}

	/** The end of the field that is or becomes open. */
	#quoted(text: string, from: number): number | 'open' | 'broken' {
		const { quote, delimiter } = this.#dialect;
		let at = this.#isOpen ? from : from + 1;
		this.#isOpen = true;
		for (;;) {
			const close = this.#nextQuote(text, at);
			if (close === -1) {
				this.#field += `${text.slice(at)}\n`;
				return 'open';
			}
			this.#field += text.slice(at, close.start);
			at = close.start + close.length;
			if (close.literal) {
				this.#field += quote;
				continue;
			}
			this.#cells.push(this.#field);
			this.#field = '';
			this.#isOpen = false;
			return at === text.length || text.startsWith(delimiter, at) ? at : 'broken';
		}
	}

	/** The next quote: a literal one with its escape, or the closing one. */
	#nextQuote(text: string, from: number): { start: number; length: number; literal: boolean } | -1 {
		const { quote, escape } = this.#dialect;
		const start = text.indexOf(quote, from);
		if (escape === quote) {
			if (start === -1) return -1;
			const literal = text.startsWith(quote, start + 1);
			return { start, length: literal ? 2 : 1, literal };
		}
		const escaped = text.indexOf(escape + quote, from);
		if (escaped !== -1 && escaped < start) return { start: escaped, length: 2, literal: true };
		return start === -1 ? -1 : { start, length: 1, literal: false };
	}
}
