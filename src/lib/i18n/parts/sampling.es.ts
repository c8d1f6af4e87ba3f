export const sampling = {
	'sampling.title': 'Muestreo'
} as const;
