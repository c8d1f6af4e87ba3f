export const forms = {
	'forms.title': 'Formulários'
} as const;
