/** Español: the tone of texts. */
export const sentiment = {
	'sentiment.title': 'Tono'
} as const;
