/** English: the history of numbers. */
export const history = {
	'history.title': 'History'
} as const;
