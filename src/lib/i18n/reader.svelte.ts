/** Everything that depends on who reads: messages and formats, which follow a change of language without a reload. */
import { createContext } from 'svelte';
import type { Language } from '#lib/format/locale.ts';
import { nameOrder } from '#lib/format/locale.ts';
import { numberFormats } from '#lib/format/numbers.ts';
import type { LocalText } from '#lib/domain/metrics/metric.ts';
import type { Catalog } from './catalog.ts';
import { translator } from './translator.ts';

export interface ReaderSource {
	readonly language: Language;
	readonly locale: string;
	readonly catalog: Catalog;
}

export class Reader {
	readonly #source: () => ReaderSource;
	readonly language = $derived.by(() => this.#source().language);
	readonly locale = $derived.by(() => this.#source().locale);
	readonly t = $derived.by(() => translator(this.#source().locale, this.#source().catalog));
	readonly numbers = $derived.by(() => numberFormats(this.locale));
	readonly byName = $derived.by(() => nameOrder(this.locale));

	constructor(source: () => ReaderSource) {
		this.#source = source;
	}

	/** The text of the domain (names of metrics) in the reader's language. */
	text(local: LocalText): string {
		return local[this.language];
	}
}

export const [useReader, provideReader] = createContext<Reader>();
