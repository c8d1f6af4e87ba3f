export const units = {
	'units.tab': 'Unidades',
	'units.title': 'Comparar unidades',
	'units.intro':
		'Las mismas metas para todas. Cada cifra sale de los contactos de su unidad, nunca de promediar las de otras.',
	'units.above': 'Unidades por encima',
	'units.kind.agent': 'Agente',
	'units.column.measure': 'Indicador',
	'units.column.target': 'Meta',
	'units.whole': 'Índice del cuadro de mando',
	'units.empty': 'Esta unidad no tiene otras por debajo que pueda ver.',
	'units.left': {
		one: 'Hay {n} unidad más; elija una más abajo en «Unidad» para verla.',
		other: 'Hay {n} unidades más; elija una más abajo en «Unidad» para verlas.'
	}
} as const;
