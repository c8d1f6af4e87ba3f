export const figures = {
	'figures.title': 'Dados introduzidos'
} as const;
