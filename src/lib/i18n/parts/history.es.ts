/** Español: the history of numbers. */
export const history = {
	'history.title': 'Histórico'
} as const;
