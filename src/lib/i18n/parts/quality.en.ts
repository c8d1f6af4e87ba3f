export const quality = {
	'quality.title': 'Quality'
} as const;
