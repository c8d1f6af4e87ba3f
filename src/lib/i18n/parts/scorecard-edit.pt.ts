export const scorecardEdit = {
	'scorecardEdit.title': 'Editar o quadro de comando'
} as const;
