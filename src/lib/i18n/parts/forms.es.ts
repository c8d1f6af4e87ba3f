export const forms = {
	'forms.title': 'Pautas'
} as const;
