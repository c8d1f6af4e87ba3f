/** Español: why a number moved. */
export const movement = {
	'movement.title': '¿Por qué ha cambiado?',
	'movement.intro':
		'Reparte el cambio de un dato entre dos periodos: cuánto se debe a que el trabajo era otro (más de una cola, un canal o una hora) y cuánto a cómo se hizo.',
	'movement.metric': 'Dato',
	'movement.before': 'Antes',
	'movement.after': 'Después',
	'movement.from': 'desde',
	'movement.to': 'hasta',
	'movement.show': 'Ver',
	'movement.period': 'del {from} al {to}',
	'movement.moved': '{metric}: de {before} a {after}, {change}.',
	'movement.still': '{metric} sigue en {after}.',
	'movement.parts':
		'De ese cambio, {rate} viene de hacer de otra manera el mismo trabajo y {mix} de que el trabajo era otro: {queue} por las colas, {channel} por los canales y {hour} por las horas del día.',
	'movement.disagree':
		'Atención: ambas partes van en sentido contrario. El cambio del total dice menos que cada una de ellas.',
	'movement.largest':
		'Lo que más pesa es {name} ({effect}): pasó de {rateBefore} a {rateAfter} y de {shareBefore} a {shareAfter} de los contactos.',
	'movement.largestNew':
		'Lo que más pesa es {name} ({effect}): solo tiene contactos en uno de los dos periodos.',
	'movement.chart': 'Qué suma al cambio',
	'movement.part.rate': 'Mismo trabajo, hecho de otra manera',
	'movement.part.queue': 'Otro reparto de colas',
	'movement.part.channel': 'Otro reparto de canales',
	'movement.part.hour': 'Otro reparto de horas',
	'movement.part.total': 'Cambio',
	'movement.by.queue': 'Por cola',
	'movement.by.channel': 'Por canal',
	'movement.by.hour': 'Por hora',
	'movement.column.group': 'Grupo',
	'movement.column.share': 'Parte de los contactos',
	'movement.column.rate': 'Valor',
	'movement.column.mix': 'Reparto',
	'movement.column.done': 'Ejecución',
	'movement.column.effect': 'En total',
	'movement.noQueue': 'sin cola',
	'movement.noChannel': 'sin canal',
	'movement.arrow': '{before} → {after}',
	'movement.points': '{n} puntos',
	'movement.empty': 'En uno de los dos periodos no hay contactos que cuenten. Elija otros.',
	'movement.fault': 'Esto no se puede mostrar: {detail}',
	'movement.unavailable': 'La base de datos no responde. Vuelva a intentarlo en un momento.',
	'movement.order':
		'Las horas se comparan dentro de la misma cola y canal; los canales, dentro de la misma cola. Todas las partes suman exactamente el cambio.',
	'movement.inHistory': 'Ver en el histórico'
} as const;
