/** Português: why a number moved. */
export const movement = {
	'movement.title': 'Por que mudou?',
	'movement.intro':
		'Divide a mudança de um número entre dois períodos: quanto se deve a um trabalho diferente (mais de uma fila, um canal ou uma hora) e quanto a como foi feito.',
	'movement.metric': 'Número',
	'movement.before': 'Antes',
	'movement.after': 'Depois',
	'movement.from': 'de',
	'movement.to': 'até',
	'movement.show': 'Ver',
	'movement.period': 'de {from} a {to}',
	'movement.moved': '{metric}: de {before} para {after}, {change}.',
	'movement.still': '{metric} continua em {after}.',
	'movement.parts':
		'Dessa mudança, {rate} vem de fazer o mesmo trabalho de outra forma e {mix} de um trabalho diferente: {queue} pelas filas, {channel} pelos canais e {hour} pelas horas do dia.',
	'movement.disagree':
		'Atenção: as duas partes vão em sentidos opostos. A mudança do total diz menos do que cada uma delas.',
	'movement.largest':
		'O que mais pesa é {name} ({effect}): passou de {rateBefore} para {rateAfter} e de {shareBefore} para {shareAfter} dos contatos.',
	'movement.largestNew':
		'O que mais pesa é {name} ({effect}): só tem contatos em um dos dois períodos.',
	'movement.chart': 'O que soma à mudança',
	'movement.part.rate': 'Mesmo trabalho, feito de outra forma',
	'movement.part.queue': 'Outra distribuição de filas',
	'movement.part.channel': 'Outra distribuição de canais',
	'movement.part.hour': 'Outra distribuição de horas',
	'movement.part.total': 'Mudança',
	'movement.by.queue': 'Por fila',
	'movement.by.channel': 'Por canal',
	'movement.by.hour': 'Por hora',
	'movement.column.group': 'Grupo',
	'movement.column.share': 'Parte dos contatos',
	'movement.column.rate': 'Valor',
	'movement.column.mix': 'Distribuição',
	'movement.column.done': 'Execução',
	'movement.column.effect': 'No total',
	'movement.noQueue': 'sem fila',
	'movement.noChannel': 'sem canal',
	'movement.arrow': '{before} → {after}',
	'movement.points': '{n} pontos',
	'movement.empty': 'Em um dos dois períodos não há contatos que contem. Escolha outros.',
	'movement.fault': 'Isto não pode ser mostrado: {detail}',
	'movement.unavailable': 'O banco de dados não responde. Tente de novo em um momento.',
	'movement.order':
		'As horas são comparadas dentro da mesma fila e canal; os canais, dentro da mesma fila. Todas as partes somam exatamente a mudança.',
	'movement.inHistory': 'Ver no histórico'
} as const;
