export const units = {
	'units.tab': 'Unidades',
	'units.title': 'Comparar unidades',
	'units.intro':
		'As mesmas metas para todas. Cada número vem dos contatos da sua unidade, nunca da média de outras.',
	'units.above': 'Unidades acima',
	'units.kind.agent': 'Agente',
	'units.column.measure': 'Indicador',
	'units.column.target': 'Meta',
	'units.whole': 'Índice do quadro de comando',
	'units.empty': 'Esta unidade não tem outras abaixo que possa ver.',
	'units.left': {
		one: 'Há mais {n} unidade; escolha uma mais abaixo em «Unidade» para a ver.',
		other: 'Há mais {n} unidades; escolha uma mais abaixo em «Unidade» para as ver.'
	}
} as const;
