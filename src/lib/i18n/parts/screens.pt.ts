/** Português: screens and their pairing. */
export const screens = {
	'screens.agents.list': 'Por nome',
	'screens.agents.listHint':
		'Nome, estado e desde quando, para quem supervisiona esses agentes. Os demais veem quantos estão em cada estado; as telas veem nomes somente se o painel permitir, e nunca de menos de cinco.',
	'screens.agents.few': 'Menos de {n} agentes: de tão poucos nada é mostrado.',
	'screens.agents.name': 'Agente',
	'screens.agents.state': 'Estado',
	'screens.agents.since': 'Há',

	'screens.pairing.title': 'Parear esta tela',
	'screens.pairing.how': 'Abra {address} no celular e digite este código',
	'screens.pairing.scan': 'ou escaneie',
	'screens.pairing.qr': 'Código QR com o endereço e o código',
	'screens.pairing.lives': 'A cada {n} minutos aparece sozinho um código novo.',
	'screens.pairing.asking': 'Pedindo um código…',
	'screens.pairing.full':
		'Há telas demais esperando para serem pareadas. Esta tentará de novo em um minuto.',
	'screens.pairing.away': 'O servidor não responde. Esta tela tenta de novo sozinha.',

	'screens.none.title': 'Não há painel para mostrar',
	'screens.none.text':
		'Os painéis de “{name}” foram excluídos. Dê outro a ela em Administração, Telas; ela o mostrará sozinha.',
	'screens.identify': 'Esta tela é',

	'screens.pair.title': 'Parear uma tela',
	'screens.pair.intro': 'Abra {address} na televisão. Ela mostrará um código de seis caracteres.',
	'screens.pair.code': 'Código da tela',
	'screens.pair.codeHint': 'Maiúsculas, espaços e hífens não fazem diferença.',
	'screens.pair.name': 'Nome da tela',
	'screens.pair.nameHint': 'Qual é, por exemplo “2º andar, ao lado da janela”.',
	'screens.pair.boards': 'Painéis',
	'screens.pair.boardsHint': 'Quem estiver diante da tela verá tudo o que há neles.',
	'screens.pair.noBoards':
		'Não há nenhum painel que você possa dar a uma tela. Crie antes um da sua equipe.',
	'screens.pair.rotate': 'Segundos por painel',
	'screens.pair.rotateHint': 'Quando há vários: de {least} a {most}.',
	'screens.pair.submit': 'Parear',
	'screens.pair.done': '“{name}” está pareada. Ela mostrará seu painel em alguns segundos.',
	'screens.pair.home': 'Ir para os painéis',

	'screens.fault.code':
		'Nenhuma tela mostra este código. Olhe de novo: cada código dura dez minutos e serve para uma única tela.',
	'screens.fault.wait': {
		one: 'Muitos códigos errados. Tente de novo em {n} minuto.',
		other: 'Muitos códigos errados. Tente de novo em {n} minutos.'
	},
	'screens.fault.name': 'Dê à tela um nome de 1 a 80 caracteres.',
	'screens.fault.no-boards': 'Escolha pelo menos um painel.',
	'screens.fault.too-many-boards': 'Escolha no máximo {n} painéis.',
	'screens.fault.rotate': 'Escolha de {least} a {most} segundos por painel.',
	'screens.fault.boards':
		'Um desses painéis não existe mais ou não está ao seu alcance. Escolha de novo.',
	'screens.fault.gone': 'Esta tela não está mais pareada.',

	'screens.fleet.title': 'Telas',
	'screens.fleet.intro':
		'Televisões pareadas, primeiro as que têm algum problema. Esta página se atualiza sozinha, exceto enquanto uma está sendo alterada.',
	'screens.fleet.none':
		'Ainda não há nenhuma tela pareada. Abra {address} em uma televisão; ela mostrará um código para pareá-la.',
	'screens.fleet.count': { one: '{n} tela', other: '{n} telas' },
	'screens.fleet.trouble': { one: '{n} com problemas', other: '{n} com problemas' },

	'screens.state.copied': 'Credencial usada duas vezes',
	'screens.state.copied.text':
		'Uma credencial desta tela que já tinha sido renovada foi usada de novo: alguém pode ter uma cópia. Revogue a tela e pareie-a de novo. O endereço está no registro de auditoria.',
	'screens.state.differs': 'Mostra outra coisa',
	'screens.state.differs.text':
		'O que ela mostra não é o que lhe foi enviado. Se durar mais de um minuto, reinicie a televisão.',
	'screens.state.silent': 'Sem notícias',
	'screens.state.silent.text':
		'Ela parou de informar. Está ligada, conectada à rede e em primeiro plano?',
	'screens.state.expired': 'Expirada',
	'screens.state.expired.text': 'Ficou desligada por 90 dias. Revogue-a e pareie-a de novo.',
	'screens.state.waiting': 'Ainda não chegou',
	'screens.state.waiting.text': 'Foi pareada e ainda não deu notícias.',
	'screens.state.outdated': 'Páginas anteriores',
	'screens.state.outdated.text':
		'Usa as páginas de uma versão anterior e carregará as novas sozinha.',
	'screens.state.unproven': 'Ligada',
	'screens.state.unproven.text': 'O próximo informe dirá se ela mostra o que deve.',
	'screens.state.fine': 'Mostra o que deve',
	'screens.state.fine.text': 'O hash do que ela pintou é o do que lhe foi enviado.',

	'screens.fact.boards': 'Painéis',
	'screens.fact.each': '{n} s cada um',
	'screens.fact.deleted': '{id} (excluído)',
	'screens.fact.paint': 'Última imagem',
	'screens.fact.ago': 'há {age}',
	'screens.fact.seq': 'Estado {seq}, hash {hash}',
	'screens.fact.never': 'nunca',
	'screens.fact.roundTrip': 'Ida e volta',
	'screens.fact.milliseconds': '{n} ms',
	'screens.fact.size': 'Tamanho',
	'screens.fact.pixels': '{width} × {height}',
	'screens.fact.build': 'Versão',
	'screens.fact.connected': 'Conectada há',
	'screens.fact.address': 'Último endereço',
	'screens.fact.paired': 'Pareada',
	'screens.fact.pairedBy': '{at}, {name}',

	'screens.act.identify': 'Identificar',
	'screens.act.identified': '“{name}” mostra seu nome por dez segundos.',
	'screens.act.change': 'Alterar',
	'screens.act.save': 'Salvar',
	'screens.act.saved': '“{name}” foi salva. A tela se ajusta sozinha.',
	'screens.act.revoke': 'Revogar',
	'screens.act.revokeAsk':
		'Revogar “{name}”? Ela deixará de mostrar painéis na hora e só poderá voltar se for pareada de novo.',
	'screens.act.revokeYes': 'Revogá-la',
	'screens.act.revoked': 'A tela foi revogada.'
} as const;
