/** The library has no types; only what the bench asks of it. */
declare module 'multilang-sentiment' {
	export default function sentiment(text: string, language: string): { readonly score: number };
}
