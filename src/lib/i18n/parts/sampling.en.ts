export const sampling = {
	'sampling.title': 'Sampling'
} as const;
