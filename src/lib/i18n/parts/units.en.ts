export const units = {
	'units.tab': 'Units',
	'units.title': 'Compare units',
	'units.intro':
		'The same targets for all, {months}. Each number comes from the contacts of its unit, never from averaging those of others.',
	'units.column.measure': 'Measure',
	'units.column.target': 'Target',
	'units.whole': 'Index of the scorecard',
	'units.few': 'too few: {n}',
	'units.none': 'no value',
	'units.empty': 'This unit has none below it that you can see.',
	'units.left': {
		one: 'There is {n} more unit; choose one further down in “Unit” to see it.',
		other: 'There are {n} more units; choose one further down in “Unit” to see them.'
	}
} as const;
