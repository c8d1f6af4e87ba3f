/** Español: how the day may end. */
export const outlook = {
	'outlook.title': 'Cómo puede acabar el día'
} as const;
