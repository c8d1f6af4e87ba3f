export const scorecardEdit = {
	'scorecardEdit.title': 'Editar el cuadro de mando'
} as const;
