export const units = {
	'units.tab': 'Units',
	'units.title': 'Compare units',
	'units.intro':
		'The same targets for all. Each number comes from the contacts of its unit, never from averaging those of others.',
	'units.above': 'Units above',
	'units.kind.agent': 'Agent',
	'units.column.measure': 'Measure',
	'units.column.target': 'Target',
	'units.whole': 'Index of the scorecard',
	'units.empty': 'This unit has none below it that you can see.',
	'units.left': {
		one: 'There is {n} more unit; choose one further down in “Unit” to see it.',
		other: 'There are {n} more units; choose one further down in “Unit” to see them.'
	}
} as const;
