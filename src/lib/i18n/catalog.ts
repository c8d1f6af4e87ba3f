/** The source catalogue is the type: other languages must have the same keys and the same placeholders. */
import type { en } from './en.ts';

type PluralRule = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';
export type Plural = Partial<Record<PluralRule, string>> & { readonly other: string };
export type Message = string | Plural;

type Text<M> = M extends string ? M : M extends { other: infer O extends string } ? O : never;
type Placeholders<S extends string> = S extends `${string}{${infer P}}${infer Rest}`
	? P | Placeholders<Rest>
	: never;
type SamePlaceholders<S extends string, T extends string> = [Placeholders<S>] extends [
	Placeholders<T>
]
	? [Placeholders<T>] extends [Placeholders<S>]
		? true
		: false
	: false;

export type Source = typeof en;
export type Key = keyof Source;
export type Catalog = Readonly<Record<Key, Message>>;

/** Values for the placeholders of a message; none where it has none. */
export type Values<K extends Key> =
	Placeholders<Text<Source[K]>> extends never
		? []
		: [Record<Placeholders<Text<Source[K]>>, string | number>];

type Checked<C> = {
	[K in Key]: K extends keyof C
		? SamePlaceholders<Text<Source[K]>, Text<C[K]>> extends true
			? Message
			: { error: 'the placeholders differ from those in en.ts'; key: K }
		: { error: 'this key is missing'; key: K };
} & Partial<Record<Exclude<keyof C, Key>, never>>;

/** Checks a language against the source while compiling. */
export const catalog = <const C extends Readonly<Record<string, Message>>>(
	messages: C & Checked<C>
): Catalog => messages;
