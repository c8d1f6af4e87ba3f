/** English: surveys and first contact resolution. */
export const surveys = {
	'surveys.metrics': 'Metrics',
	'surveys.metricsIntro': 'What holds for the figures of the whole installation.',
	'surveys.firstContact': 'First contact resolution',
	'surveys.firstContactText':
		'A contact is resolved at once when its customer does not come back about the same topic, on any channel, within these days after it was handled.',
	'surveys.window': 'Days without coming back',
	'surveys.window.hint':
		'Usual are 7; 1 for chat, 14 for deliveries, 30 where there is a monthly bill. A change judges all of the past anew.',
	'surveys.window.saved': 'Saved. The figures of all ranges follow the new window from now on.',
	'surveys.window.refused': 'Write a whole number of days from 1 to {most}. Nothing was changed.'
} as const;
