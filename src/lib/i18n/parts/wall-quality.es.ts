/** Español: figures of quality on a wall. */
export const wallQuality = {
	'wallQuality.7d': 'últimos 7 días',
	'wallQuality.30d': 'últimos 30 días',
	'wallQuality.90d': 'últimos 90 días',
	'wallQuality.short.7d': '7 días',
	'wallQuality.short.30d': '30 días',
	'wallQuality.short.90d': '90 días',
	'wallQuality.sample': { one: '{n} evaluación', other: '{n} evaluaciones' },
	'wallQuality.of': '{part} de {whole}',
	'wallQuality.interval': 'de {low} a {high}',
	'wallQuality.none': 'aún sin evaluaciones',
	'wallQuality.few': 'menos de {n} agentes evaluados',
	'wallQuality.hint':
		'De las evaluaciones enviadas en ese tiempo. Un panel no muestra nada de menos de cinco agentes.',
	'edit.add.quality': 'Calidad'
} as const;
