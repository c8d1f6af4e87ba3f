export const scorecardEdit = {
	'scorecardEdit.title': 'Edit the scorecard'
} as const;
