/** English: figures of quality on a wall. */
export const wallQuality = {
	'wallQuality.7d': 'last 7 days',
	'wallQuality.30d': 'last 30 days',
	'wallQuality.90d': 'last 90 days',
	'wallQuality.short.7d': '7 days',
	'wallQuality.short.30d': '30 days',
	'wallQuality.short.90d': '90 days',
	'wallQuality.sample': { one: '{n} evaluation', other: '{n} evaluations' },
	'wallQuality.of': '{part} of {whole}',
	'wallQuality.interval': '{low} to {high}',
	'wallQuality.none': 'no evaluations yet',
	'wallQuality.few': 'fewer than {n} agents evaluated',
	'wallQuality.hint':
		'Of evaluations submitted in that time. A wall shows nothing of fewer than five agents.',
	'edit.add.quality': 'Quality'
} as const;
