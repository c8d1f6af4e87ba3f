/** Português: how the day may end. */
export const outlook = {
	'outlook.title': 'Como o dia pode terminar'
} as const;
