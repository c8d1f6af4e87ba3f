export const figures = {
	'figures.title': 'Datos introducidos'
} as const;
