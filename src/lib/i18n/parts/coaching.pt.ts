export const coaching = {
	'coaching.title': 'Acompanhamento'
} as const;
