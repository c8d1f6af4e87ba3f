export const sampling = {
	'sampling.title': 'Amostragem'
} as const;
