/** English: surveys and first contact resolution. */
export const surveys = {
	'surveys.title': 'Surveys'
} as const;
