/** Português: figures of quality on a wall. */
export const wallQuality = {
	'wallQuality.7d': 'últimos 7 dias',
	'wallQuality.30d': 'últimos 30 dias',
	'wallQuality.90d': 'últimos 90 dias',
	'wallQuality.short.7d': '7 dias',
	'wallQuality.short.30d': '30 dias',
	'wallQuality.short.90d': '90 dias',
	'wallQuality.sample': { one: '{n} avaliação', other: '{n} avaliações' },
	'wallQuality.of': '{part} de {whole}',
	'wallQuality.interval': 'de {low} a {high}',
	'wallQuality.none': 'ainda sem avaliações',
	'wallQuality.few': 'menos de {n} agentes avaliados',
	'wallQuality.hint':
		'Das avaliações enviadas nesse tempo. Um painel não mostra nada de menos de cinco agentes.',
	'edit.add.quality': 'Qualidade'
} as const;
