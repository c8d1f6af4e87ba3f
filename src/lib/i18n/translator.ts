/** Messages of one language with their placeholders filled. */
import { pluralRule } from '#lib/format/locale.ts';
import { numberFormats } from '#lib/format/numbers.ts';
import type { Catalog, Key, Values } from './catalog.ts';

export type Translate = <K extends Key>(key: K, ...values: Values<K>) => string;

/** A plural message is chosen by the placeholder `n`; numbers are written in the locale. */
export function translator(locale: string, messages: Catalog): Translate {
	const rule = pluralRule(locale);
	const { count } = numberFormats(locale);
	return (key, ...[values]) => {
		const message = messages[key];
		const given = values as Readonly<Record<string, string | number>> | undefined;
		const text =
			typeof message === 'string'
				? message
				: (message[rule(Number(given?.['n']))] ?? message.other);
		if (given === undefined) return text;
		return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
			const value = given[name];
			if (value === undefined) return whole;
			return typeof value === 'number' ? count(value) : value;
		});
	};
}
