/** Português: how the day may end. */
export const outlook = {
	'outlook.title': 'Como o dia pode terminar',
	'outlook.target': 'Meta do dia (%)',
	'outlook.targetHint': 'O nível de serviço com que o dia deve terminar.',
	'outlook.period': 'hoje, meta {target}',
	'outlook.needed':
		'Para terminar em {target} é preciso atender no prazo {needed} dos próximos {next}',
	'outlook.neededWithin':
		'Para terminar em {target} é preciso atender {needed} dos próximos {next} em {within}',
	'outlook.lostAt': 'A partir das {time} estará perdido, se continuar como na última meia hora',
	'outlook.onCourse': 'Como na última meia hora, terminará em {level}',
	'outlook.reached':
		'{target} garantido: mesmo que ninguém mais seja atendido no prazo, termina em {level}',
	'outlook.lost': 'Já não é possível chegar a {target}: no máximo, {level}',
	'outlook.over': 'Ninguém mais é esperado: termina em {level}',
	'outlook.unknown': 'Ainda sem previsão: faltam contatos deste dia da semana',
	'outlook.now': 'agora {level}',
	'outlook.weeks': { one: 'previsão de {n} semana', other: 'previsão de {n} semanas' },
	'edit.add.outlook': 'Fim do dia'
} as const;
