export const quality = {
	'quality.title': 'Qualidade'
} as const;
