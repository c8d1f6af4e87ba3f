/** Español: surveys and first contact resolution. */
export const surveys = {
	'surveys.title': 'Encuestas'
} as const;
