export const regulation = {
	'regulation.title': 'Regulamentação',
	'regulation.intro':
		'O que a Ley 10/2025 da Espanha exige do atendimento ao cliente: o que é uma reclamação e em quantos dias úteis deve estar resolvida.',
	'regulation.saved':
		'Salvo. A partir de agora os números de todos os períodos seguem estes assuntos, prazos e calendários.',
	'regulation.refused': 'Nada foi salvo. Corrija os campos assinalados.',
	'regulation.complaints': 'Reclamações',
	'regulation.complaintsText':
		'Um contato receptivo é uma reclamação quando o seu último assunto está numa destas listas. Fica resolvida quando o contato termina e ninguém a marca como não resolvida.',
	'regulation.complaintTopics': 'Assuntos de reclamação',
	'regulation.undueChargeTopics': 'Assuntos de cobrança indevida',
	'regulation.topicsHint': 'Um por linha, como os eventos os nomeiam; maiúsculas não importam.',
	'regulation.undueChargeTopicsHint':
		'Também são reclamações, com o prazo curto. Um assunto nas duas listas tem-no.',
	'regulation.complaintDays': 'Dias úteis para resolver uma reclamação',
	'regulation.complaintDaysHint': 'A lei dá 15, contados a partir do dia seguinte ao da entrada.',
	'regulation.undueChargeDays': 'Dias úteis para uma cobrança indevida',
	'regulation.undueChargeDaysHint': 'A lei dá 5.',
	'regulation.calendars': 'Calendário de dias úteis',
	'regulation.calendarsText': 'Sábados, domingos e feriados não são dias úteis.',
	'regulation.regionLabel': 'Etiqueta com a região do cliente',
	'regulation.regionLabelHint':
		'A chave de «labels» nos eventos. Sem ela, ou com um valor que não está abaixo, conta o calendário comum.',
	'regulation.hasSpanishDays': 'Feriados nacionais da Espanha, todos os anos',
	'regulation.hasSpanishDaysHint':
		'1 e 6 de janeiro, Sexta-feira Santa, 1 de maio, 15 de agosto, 12 de outubro, 1 de novembro, 6, 8 e 25 de dezembro.',
	'regulation.allDays': 'Outros feriados de todas as regiões',
	'regulation.days': 'Feriados próprios',
	'regulation.daysHint':
		'Um por linha: 05-02 Festa da região para todos os anos, 2026-04-02 Quinta-feira Santa para um só.',
	'regulation.regions': 'Regiões',
	'regulation.regionsText':
		'Cada região vem com o feriado que repete todos os anos. Acrescente os que são publicados para cada ano, como a Quinta-feira Santa ou os transferidos para uma segunda-feira.',
	'regulation.region.add': 'Adicionar uma região',
	'regulation.region.days': { one: '{n} feriado próprio', other: '{n} feriados próprios' },
	'regulation.region.code': 'Valor da etiqueta',
	'regulation.region.codeHint':
		'Por exemplo ES-MD. Uma região sem valor, nome nem feriados é retirada ao salvar.',
	'regulation.region.name': 'Nome',
	'regulation.region.zone': 'Fuso horário',
	'regulation.region.zoneHint': 'Por exemplo Atlantic/Canary; vazio, o da instalação.',
	'regulation.fault.topics': 'No máximo {most} assuntos, de até {longest} caracteres.',
	'regulation.fault.label': 'Escreva a chave da etiqueta, de até {most} caracteres.',
	'regulation.fault.term': 'Escreva um número inteiro de dias de 1 a {most}.',
	'regulation.fault.holiday':
		'«{text}» não é um dia. Escreva 05-02 ou 2026-04-02 e, se quiser, um nome a seguir.',
	'regulation.fault.days': 'No máximo {most} feriados numa lista.',
	'regulation.fault.code': 'Escreva o valor que a etiqueta traz, de até {most} caracteres.',
	'regulation.fault.twice': '«{text}» já é outra região.',
	'regulation.fault.zone': '«{text}» não é um fuso horário. Escreva um como Europe/Madrid.',
	'regulation.fault.regions': 'No máximo {most} regiões.',
	'regulation.open.title': 'Reclamações abertas',
	'regulation.open.intro':
		'As que ninguém resolveu, com o último dia que a lei lhes dá: {days} dias úteis da sua região, {undue} se forem cobranças indevidas. Primeiro as vencidas.',
	'regulation.open.unavailable': 'O banco de dados não responde. Tente de novo em instantes.',
	'regulation.open.notSet':
		'Nenhum assunto está marcado como reclamação: a administração os indica em Regulamentação.',
	'regulation.open.nothing': 'Não há reclamações abertas.',
	'regulation.open.sum':
		'{total} abertas: {overdue} vencidas e {urgent} que vencem em até três dias úteis.',
	'regulation.open.isMore': 'Há mais de 5000 abertas: contam-se as que vencem antes.',
	'regulation.open.ages': 'Idade',
	'regulation.open.list': 'Uma a uma',
	'regulation.open.shown': 'São mostradas as {n} que vencem antes, de {total}.',
	'regulation.open.due': 'Último dia',
	'regulation.open.state': 'Prazo',
	'regulation.open.contact': 'Contato',
	'regulation.open.kind': 'Tipo',
	'regulation.open.received': 'Recebida',
	'regulation.open.age': 'Dias úteis',
	'regulation.open.region': 'Calendário',
	'regulation.open.complaint': 'Reclamação',
	'regulation.open.undueCharge': 'Cobrança indevida',
	'regulation.open.common': 'comum',
	'regulation.open.open': 'Abertas',
	'regulation.open.overdue': 'Vencidas',
	'regulation.open.bar': 'Barra',
	'regulation.open.band': 'de {from} a {to}',
	'regulation.open.bandFrom': '{from} ou mais',
	'regulation.open.link': 'Ver as reclamações abertas',
	'regulation.open.state.overdue': {
		one: 'vencida há {n} dia útil',
		other: 'vencida há {n} dias úteis'
	},
	'regulation.open.state.overdueNow': 'vencida',
	'regulation.open.state.left': { one: 'falta {n} dia útil', other: 'faltam {n} dias úteis' },
	'regulation.open.state.today': 'vence hoje',
	'regulation.open.state.none': 'sem prazo'
} as const;
