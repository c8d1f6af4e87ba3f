/** English: how the day may end. */
export const outlook = {
	'outlook.title': 'How the day may end',
	'outlook.target': 'Target of the day (%)',
	'outlook.targetHint': 'The service level the day is to end at.',
	'outlook.period': 'today, target {target}',
	'outlook.needed': 'To finish at {target}, answer {needed} of the next {next} in time',
	'outlook.neededWithin':
		'To finish at {target}, answer {needed} of the next {next} within {within}',
	'outlook.lostAt': 'From {time} on it is lost, if it goes on as in the last half hour',
	'outlook.onCourse': 'As in the last half hour it ends at {level}',
	'outlook.reached':
		'{target} is certain: even if nobody else is answered in time it ends at {level}',
	'outlook.lost': '{target} cannot be reached any more: {level} at the most',
	'outlook.over': 'Nobody else is expected: it ends at {level}',
	'outlook.unknown': 'No forecast yet: it needs contacts on this weekday',
	'outlook.now': 'now {level}',
	'outlook.weeks': { one: 'forecast of {n} week', other: 'forecast of {n} weeks' },
	'edit.add.outlook': 'End of the day'
} as const;
