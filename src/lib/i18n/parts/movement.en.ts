/** English: why a number moved. */
export const movement = {
	'movement.title': 'Why did it move?',
	'movement.intro':
		'Splits the change of a number between two periods into what the work was (more of one queue, channel or hour) and how it was done.',
	'movement.metric': 'Number',
	'movement.before': 'Before',
	'movement.after': 'After',
	'movement.from': 'from',
	'movement.to': 'to',
	'movement.show': 'Show',
	'movement.period': '{from} to {to}',
	'movement.moved': '{metric} went from {before} to {after}: {change}.',
	'movement.still': '{metric} stayed at {after}.',
	'movement.parts':
		'Of that, {rate} comes from the same work done differently, and {mix} from other work: {queue} by queues, {channel} by channels, {hour} by hours of the day.',
	'movement.disagree':
		'Careful: the two pull in opposite directions. The change of the total says less than either of them.',
	'movement.largest':
		'{name} weighs most ({effect}): it went from {rateBefore} to {rateAfter}, and from {shareBefore} to {shareAfter} of all contacts.',
	'movement.largestNew':
		'{name} weighs most ({effect}): it has contacts in only one of the periods.',
	'movement.chart': 'What adds to the change',
	'movement.part.rate': 'Same work, done differently',
	'movement.part.queue': 'Other mix of queues',
	'movement.part.channel': 'Other mix of channels',
	'movement.part.hour': 'Other mix of hours',
	'movement.part.total': 'Change',
	'movement.by.queue': 'By queue',
	'movement.by.channel': 'By channel',
	'movement.by.hour': 'By hour',
	'movement.column.group': 'Group',
	'movement.column.share': 'Share of contacts',
	'movement.column.rate': 'Value',
	'movement.column.mix': 'Mix',
	'movement.column.done': 'Done differently',
	'movement.column.effect': 'Together',
	'movement.noQueue': 'without a queue',
	'movement.noChannel': 'without a channel',
	'movement.arrow': '{before} → {after}',
	'movement.points': '{n} points',
	'movement.empty': 'One of the two periods has no contacts that count. Choose others.',
	'movement.fault': 'This cannot be shown: {detail}',
	'movement.unavailable': 'The database does not answer. The page can be tried again in a moment.',
	'movement.order':
		'Hours are compared within the same queue and channel, channels within the same queue. All parts add up to the change exactly.',
	'movement.inHistory': 'See it in the history'
} as const;
