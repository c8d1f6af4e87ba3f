/** Português. Vocabulário de atendimento: TMA, nível de serviço, trabalho posterior. */
import { catalog } from './catalog.ts';
import { auditWords } from './parts/audit.pt.ts';
import { administration } from './parts/administration.pt.ts';
import { privacy } from './parts/privacy.pt.ts';
import { history } from './parts/history.pt.ts';
import { passport } from './parts/passport.pt.ts';
import { workforce } from './parts/workforce.pt.ts';
import { alerts } from './parts/alerts.pt.ts';
import { sentiment } from './parts/sentiment.pt.ts';
import { surveys } from './parts/surveys.pt.ts';
import { outlook } from './parts/outlook.pt.ts';
import { wallQuality } from './parts/wall-quality.pt.ts';
import { movement } from './parts/movement.pt.ts';
import { scorecard } from './parts/scorecard.pt.ts';
import { scorecardEdit } from './parts/scorecard-edit.pt.ts';
import { figures } from './parts/figures.pt.ts';
import { money } from './parts/money.pt.ts';
import { strategy } from './parts/strategy.pt.ts';
import { units } from './parts/units.pt.ts';
import { reports } from './parts/reports.pt.ts';
import { regulation } from './parts/regulation.pt.ts';
import { recordings } from './parts/recordings.pt.ts';
import { coaching } from './parts/coaching.pt.ts';
import { fairness } from './parts/fairness.pt.ts';
import { calibration } from './parts/calibration.pt.ts';
import { review } from './parts/review.pt.ts';
import { evaluation } from './parts/evaluation.pt.ts';
import { sampling } from './parts/sampling.pt.ts';
import { forms } from './parts/forms.pt.ts';
import { quality } from './parts/quality.pt.ts';
import { records } from './parts/records.pt.ts';
import { screens } from './parts/screens.pt.ts';
import { shell } from './parts/shell.pt.ts';
import { signIn } from './parts/sign-in.pt.ts';

export const pt = catalog({
	...administration,
	...auditWords,
	...privacy,
	...history,
	...passport,
	...workforce,
	...alerts,
	...sentiment,
	...surveys,
	...outlook,
	...wallQuality,
	...movement,
	...scorecard,
	...scorecardEdit,
	...figures,
	...money,
	...strategy,
	...units,
	...reports,
	...regulation,
	...recordings,
	...coaching,
	...fairness,
	...calibration,
	...review,
	...evaluation,
	...sampling,
	...forms,
	...quality,
	...records,
	...screens,
	...shell,
	...signIn,
	'app.name': 'Atalaya',
	'app.boards': 'Painéis',

	'status.good': 'Bom',
	'status.warn': 'Atenção',
	'status.bad': 'Crítico',
	'status.none': 'Sem limite',

	'window.15m': 'últimos 15 min',
	'window.30m': 'últimos 30 min',
	'window.60m': 'últimos 60 min',
	'window.today': 'hoje',
	'window.short.15m': '15 min',
	'window.short.30m': '30 min',
	'window.short.60m': '60 min',
	'window.short.today': 'hoje',
	'window.now': 'agora',
	'window.trend': 'últimas 4 h',

	'tile.queues': 'Filas',
	'tile.agents': 'Agentes',
	'tile.of': '{part} de {whole}',
	'tile.sample': { one: '{n} contato', other: '{n} contatos' },
	'tile.noBase': 'ainda sem contatos',
	'tile.nobody': 'ninguém em espera',
	'tile.afterSave': 'Os dados chegam ao salvar',

	'queues.queue': 'Fila',
	'queues.waiting': 'Em espera',
	'queues.longest': 'Maior espera',
	'queues.serviceLevel': 'Nível de serviço',
	'queues.answered': 'Atendidos',
	'queues.abandoned': 'Abandonos',
	'queues.aht': 'TMA',
	'queues.atRisk': '{n} fora do limite',
	'queues.page': 'página {page} de {pages}',
	'queues.elsewhere': {
		one: '{n} fila crítica em outra página',
		other: '{n} filas críticas em outras páginas'
	},
	'queues.count': { one: '{n} fila', other: '{n} filas' },

	'agents.total': { one: '{n} agente', other: '{n} agentes' },
	'agents.empty': 'Nenhum agente entrou ainda.',
	'agents.others': 'Outros',
	'agents.few': 'menos de {n}',
	'agents.available': 'Disponível',
	'agents.handling': 'Em contato',
	'agents.wrapping': 'Trabalho posterior',
	'agents.break': 'Pausa',
	'agents.meal': 'Refeição',
	'agents.meeting': 'Reunião',
	'agents.training': 'Treinamento',
	'agents.coaching': 'Coaching',
	'agents.backoffice': 'Back office',
	'agents.absent': 'Ausente',
	'agents.offline': 'Desconectado',

	'channel.voice': 'Voz',
	'channel.video': 'Vídeo',
	'channel.callback': 'Retorno de chamada',
	'channel.chat': 'Chat',
	'channel.whatsapp': 'WhatsApp',
	'channel.sms': 'SMS',
	'channel.social': 'Redes sociais',
	'channel.email': 'E-mail',

	'trend.empty': 'A linha começa com o primeiro quarto de hora completo.',
	'trend.summary': '{metric}, últimas 4 horas',
	'trend.range': 'entre {least} e {most}',
	'trend.scale': 'Escala {least}–{most}',
	'trend.target': 'Meta',

	'fresh.connecting': 'Conectando…',
	'fresh.live': 'Ao vivo',
	'fresh.waiting': 'À espera dos primeiros dados',
	'fresh.late': 'Dados de {age} atrás',
	'fresh.lateSpoken': 'Os dados estão atrasados',
	'fresh.dead': 'Sem dados novos há {age}',
	'fresh.deadLong': 'São mostrados os últimos valores conhecidos. A tela se reconecta sozinha.',
	'fresh.gone': 'Este painel foi excluído',
	'fresh.refused': 'O servidor não aceita esta tela',

	'wall.controls': 'Controles da tela',
	'wall.fullScreen': 'Tela cheia',
	'wall.sound': 'Som',
	'wall.soundOn': 'Com som',
	'wall.soundOff': 'Sem som',
	'wall.theme': 'Tema',
	'wall.theme.dark': 'Escuro',
	'wall.theme.light': 'Claro',
	'wall.theme.auto': 'Como o dispositivo',
	'wall.language': 'Idioma',
	'wall.edit': 'Editar',
	'wall.pause': 'Parar páginas',
	'wall.resume': 'Retomar páginas',
	'wall.boards': 'Todos os painéis',
	'wall.keys': 'Teclas: F tela cheia · M som · T tema · L idioma · P páginas · E editar',

	'empty.board.title': 'Este painel ainda não tem elementos',
	'empty.board.text':
		'Adicione números, filas, agentes e tendências no editor; esta tela acompanha na hora.',
	'empty.board.action': 'Adicionar elementos',
	'empty.queues.title': 'À espera do primeiro contato',
	'empty.queues.text':
		'Nada foi recebido ainda. Envie um evento da sua central telefônica ou experimente com este. Troque TOKEN pelo que o servidor mostrou ao iniciar:',

	'home.title': 'Painéis da operação',
	'home.intro': 'Abra um painel na tela da operação; ele se mantém atualizado sozinho.',
	'home.open': 'Abrir',
	'home.edit': 'Editar',
	'home.duplicate': 'Duplicar',
	'home.copyLink': 'Copiar link',
	'home.copied': 'Link copiado',
	'home.delete': 'Excluir',
	'home.deleteAsk': 'Excluir “{name}”? As telas que o mostram deixarão de vê-lo.',
	'home.deleteYes': 'Sim, excluir',
	'ask.cancel': 'Cancelar',
	'home.new': 'Novo painel',
	'home.newName': 'Nome',
	'home.create': 'Criar',
	'home.rotate': 'Todos os painéis em turnos',
	'home.none': 'Ainda não há painéis. Crie o primeiro.',
	'home.tiles': { one: '{n} elemento', other: '{n} elementos' },
	'home.copyOf': '{name} (cópia)',
	'home.nameMissing': 'Dê ao painel um nome de 1 a 80 caracteres.',

	'edit.title': 'Editar {name}',
	'edit.board': 'Painel',
	'edit.name': 'Nome',
	'edit.zone': 'Fuso horário de “hoje”',
	'edit.zoneHint': 'Vazio: o do servidor. Por exemplo, America/Sao_Paulo.',
	'edit.owner': 'Equipe',
	'edit.owner.company': 'Toda a empresa',
	'edit.ownerHint':
		'Veem o painel as pessoas desta equipe ou de outra acima ou abaixo dela, cada uma com suas filas e agentes.',
	'edit.showsAgents': 'As telas podem mostrar nomes de agentes',
	'edit.showsAgentsHint':
		'Somente em grupos de cinco pessoas ou mais. Caso contrário, a tela mostra quantos são, não quem.',
	'edit.tiles': 'Elementos',
	'edit.preview': 'Prévia',
	'edit.previewHint':
		'As setas movem o elemento escolhido, com Shift mudam o tamanho e Delete o remove. Também dá para arrastar.',
	'edit.add': 'Adicionar um elemento',
	'edit.add.number': 'Número',
	'edit.add.queues': 'Tabela de filas',
	'edit.add.agents': 'Agentes',
	'edit.add.trend': 'Tendência',
	'edit.full': 'Um painel comporta no máximo {n} elementos.',
	'edit.earlier': 'Adiantar',
	'edit.later': 'Atrasar',
	'edit.remove': 'Remover',
	'edit.chosen': 'Elemento escolhido',
	'edit.chooseOne': 'Escolha um elemento para alterá-lo.',
	'edit.tileTitle': 'Título',
	'edit.tileTitleHint': 'Vazio: o nome do que mostra.',
	'edit.metric': 'Indicador',
	'edit.window': 'Período',
	'edit.width': 'Largura (colunas de 12)',
	'edit.height': 'Altura (linhas)',
	'edit.queues': 'Filas',
	'edit.queuesHint': 'Nenhuma marcada: todas.',
	'edit.teams': 'Equipes',
	'edit.noQueues': 'Nenhuma fila é conhecida ainda.',
	'edit.noTeams': 'Nenhuma equipe é conhecida ainda.',
	'edit.bands': 'Limites',
	'edit.warnAbove': 'Atenção acima de',
	'edit.warnBelow': 'Atenção abaixo de',
	'edit.badAbove': 'Crítico acima de',
	'edit.badBelow': 'Crítico abaixo de',
	'edit.unit.ratio': '%',
	'edit.unit.duration': 'segundos',
	'edit.unit.count': 'quantidade',
	'edit.unit.balance': 'pontos',
	'edit.unit.score': 'na sua escala',
	'edit.undo': 'Desfazer',
	'edit.redo': 'Refazer',
	'edit.save': 'Salvar',
	'edit.saving': 'Salvando…',
	'edit.saved': 'Salvo. As telas já mostram.',
	'edit.unsaved': 'Há alterações não salvas',
	'edit.share': 'Copiar link deste rascunho',
	'edit.shared': 'Link do rascunho copiado',
	'edit.fromLink': 'Este rascunho veio de um link. Nada muda até você salvar.',
	'edit.badLink': 'O link não contém um desenho que esta versão entenda.',
	'edit.done': 'Ver o painel',
	'edit.failed':
		'Não foi possível salvar: o servidor não responde. Suas alterações continuam aqui.',
	'edit.invalid': 'Não foi possível salvar. Verifique:',
	'edit.conflict': 'Outra pessoa salvou este painel nesse meio-tempo',
	'edit.conflictText': 'Suas alterações continuam aqui. Qual versão deve valer?',
	'edit.takeTheirs': 'A dela; descartar a minha',
	'edit.keepMine': 'A minha; salvar por cima',
	'edit.gone':
		'O painel foi excluído nesse meio-tempo. Copie o link do rascunho para não perder seu trabalho.',
	'edit.moved': '{tile}: lugar {place} de {places}',
	'edit.removed': '{tile}: removido',
	'edit.resized': '{tile}: {width} de largura, {height} de altura',
	'edit.tooTall': 'O painel ocupa {rows} linhas; mais de {most} não se leem de longe.',

	'fault.required': 'está faltando',
	'fault.too-long': 'é longo demais',
	'fault.out-of-range': 'está fora da faixa',
	'fault.unknown-zone': 'não é um fuso horário conhecido',
	'fault.duplicate': 'está repetido',
	'fault.too-tall': 'ocupa linhas demais',
	'fault.invalid': 'não é válido',

	'error.title.404': 'Não há nada aqui',
	'error.text.404': 'O painel ou a página foi excluído ou mudou de nome. Volte à lista de painéis.',
	'error.title.500': 'Algo deu errado',
	'error.text.500':
		'Não foi possível preparar esta página. Ela tenta de novo sozinha quando o servidor responder.',
	'error.home': 'Ir para os painéis',
	'error.retry': 'Tentar agora',
	'error.id': 'Número da falha: {id}'
});
