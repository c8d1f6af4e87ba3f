export const figures = {
	'figures.title': 'Entered figures'
} as const;
