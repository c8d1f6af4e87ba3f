export const quality = {
	'quality.title': 'Calidad'
} as const;
