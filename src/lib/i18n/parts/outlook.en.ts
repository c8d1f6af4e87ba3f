/** English: how the day may end. */
export const outlook = {
	'outlook.title': 'How the day may end'
} as const;
