/** Português: surveys and first contact resolution. */
export const surveys = {
	'surveys.title': 'Pesquisas'
} as const;
