/** English: the tone of texts. */
export const sentiment = {
	'sentiment.title': 'Tone'
} as const;
