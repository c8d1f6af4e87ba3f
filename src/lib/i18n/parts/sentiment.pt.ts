/** Português: the tone of texts. */
export const sentiment = {
	'sentiment.title': 'Tom'
} as const;
