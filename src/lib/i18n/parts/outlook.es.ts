/** Español: how the day may end. */
export const outlook = {
	'outlook.title': 'Cómo puede acabar el día',
	'outlook.target': 'Objetivo del día (%)',
	'outlook.targetHint': 'El nivel de servicio con el que debe acabar el día.',
	'outlook.period': 'hoy, objetivo {target}',
	'outlook.needed':
		'Para acabar en el {target} hay que atender a tiempo {needed} de los próximos {next}',
	'outlook.neededWithin':
		'Para acabar en el {target} hay que atender {needed} de los próximos {next} en {within}',
	'outlook.lostAt': 'Desde las {time} estará perdido si todo sigue como en la última media hora',
	'outlook.onCourse': 'Como en la última media hora, acabará en el {level}',
	'outlook.reached':
		'El {target} está asegurado: aunque no se atienda a tiempo a nadie más, acaba en el {level}',
	'outlook.lost': 'Ya no se puede llegar al {target}: como mucho, el {level}',
	'outlook.over': 'No se espera a nadie más: acaba en el {level}',
	'outlook.unknown': 'Aún sin previsión: hacen falta contactos de este día de la semana',
	'outlook.now': 'ahora {level}',
	'outlook.weeks': { one: 'previsión de {n} semana', other: 'previsión de {n} semanas' },
	'edit.add.outlook': 'Final del día'
} as const;
