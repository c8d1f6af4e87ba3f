/** Español. Vocabulario de sala: TMO, nivel de servicio, trabajo posterior; nada traducido palabra por palabra. */
import { catalog } from './catalog.ts';
import { auditWords } from './parts/audit.es.ts';
import { administration } from './parts/administration.es.ts';
import { privacy } from './parts/privacy.es.ts';
import { history } from './parts/history.es.ts';
import { passport } from './parts/passport.es.ts';
import { workforce } from './parts/workforce.es.ts';
import { alerts } from './parts/alerts.es.ts';
import { sentiment } from './parts/sentiment.es.ts';
import { surveys } from './parts/surveys.es.ts';
import { outlook } from './parts/outlook.es.ts';
import { wallQuality } from './parts/wall-quality.es.ts';
import { movement } from './parts/movement.es.ts';
import { scorecard } from './parts/scorecard.es.ts';
import { scorecardEdit } from './parts/scorecard-edit.es.ts';
import { figures } from './parts/figures.es.ts';
import { money } from './parts/money.es.ts';
import { strategy } from './parts/strategy.es.ts';
import { units } from './parts/units.es.ts';
import { reports } from './parts/reports.es.ts';
import { regulation } from './parts/regulation.es.ts';
import { recordings } from './parts/recordings.es.ts';
import { coaching } from './parts/coaching.es.ts';
import { fairness } from './parts/fairness.es.ts';
import { calibration } from './parts/calibration.es.ts';
import { review } from './parts/review.es.ts';
import { evaluation } from './parts/evaluation.es.ts';
import { sampling } from './parts/sampling.es.ts';
import { forms } from './parts/forms.es.ts';
import { quality } from './parts/quality.es.ts';
import { records } from './parts/records.es.ts';
import { screens } from './parts/screens.es.ts';
import { shell } from './parts/shell.es.ts';
import { signIn } from './parts/sign-in.es.ts';

export const es = catalog({
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
	'app.boards': 'Paneles',

	'status.good': 'Bien',
	'status.warn': 'Atención',
	'status.bad': 'Crítico',
	'status.none': 'Sin límite',

	'window.15m': 'últimos 15 min',
	'window.30m': 'últimos 30 min',
	'window.60m': 'últimos 60 min',
	'window.today': 'hoy',
	'window.short.15m': '15 min',
	'window.short.30m': '30 min',
	'window.short.60m': '60 min',
	'window.short.today': 'hoy',
	'window.now': 'ahora',
	'window.trend': 'últimas 4 h',

	'tile.queues': 'Colas',
	'tile.agents': 'Agentes',
	'tile.of': '{part} de {whole}',
	'tile.sample': { one: '{n} contacto', other: '{n} contactos' },
	'tile.noBase': 'aún sin contactos',
	'tile.nobody': 'nadie espera',
	'tile.afterSave': 'Los datos llegan al guardar',

	'queues.queue': 'Cola',
	'queues.waiting': 'En espera',
	'queues.longest': 'Espera máx.',
	'queues.serviceLevel': 'Nivel de servicio',
	'queues.answered': 'Atendidos',
	'queues.abandoned': 'Abandonos',
	'queues.aht': 'TMO',
	'queues.atRisk': '{n} fuera de umbral',
	'queues.page': 'página {page} de {pages}',
	'queues.elsewhere': {
		one: '{n} cola crítica en otra página',
		other: '{n} colas críticas en otras páginas'
	},
	'queues.count': { one: '{n} cola', other: '{n} colas' },

	'agents.total': { one: '{n} agente', other: '{n} agentes' },
	'agents.empty': 'Todavía no se ha conectado ningún agente.',
	'agents.others': 'Otros',
	'agents.few': 'menos de {n}',
	'agents.available': 'Disponible',
	'agents.handling': 'En contacto',
	'agents.wrapping': 'Trabajo posterior',
	'agents.break': 'Descanso',
	'agents.meal': 'Comida',
	'agents.meeting': 'Reunión',
	'agents.training': 'Formación',
	'agents.coaching': 'Coaching',
	'agents.backoffice': 'Back office',
	'agents.absent': 'Ausente',
	'agents.offline': 'Desconectado',

	'channel.voice': 'Voz',
	'channel.video': 'Vídeo',
	'channel.callback': 'Devolución de llamada',
	'channel.chat': 'Chat',
	'channel.whatsapp': 'WhatsApp',
	'channel.sms': 'SMS',
	'channel.social': 'Redes sociales',
	'channel.email': 'Correo',

	'trend.empty': 'La línea empieza con el primer cuarto de hora completo.',
	'trend.summary': '{metric}, últimas 4 horas',
	'trend.range': 'entre {least} y {most}',
	'trend.scale': 'Escala {least}–{most}',
	'trend.target': 'Objetivo',

	'fresh.connecting': 'Conectando…',
	'fresh.live': 'En directo',
	'fresh.waiting': 'A la espera de los primeros datos',
	'fresh.late': 'Datos de hace {age}',
	'fresh.lateSpoken': 'Los datos se retrasan',
	'fresh.dead': 'Sin datos nuevos desde hace {age}',
	'fresh.deadLong': 'Se muestran los últimos valores conocidos. La pantalla se reconecta sola.',
	'fresh.gone': 'Este panel se ha eliminado',
	'fresh.refused': 'El servidor no admite esta pantalla',

	'wall.controls': 'Controles de la pantalla',
	'wall.fullScreen': 'Pantalla completa',
	'wall.sound': 'Sonido',
	'wall.soundOn': 'Con sonido',
	'wall.soundOff': 'Sin sonido',
	'wall.theme': 'Tema',
	'wall.theme.dark': 'Oscuro',
	'wall.theme.light': 'Claro',
	'wall.theme.auto': 'Según el equipo',
	'wall.language': 'Idioma',
	'wall.edit': 'Editar',
	'wall.pause': 'Detener páginas',
	'wall.resume': 'Reanudar páginas',
	'wall.boards': 'Todos los paneles',
	'wall.keys': 'Teclas: F pantalla completa · M sonido · T tema · L idioma · P páginas · E editar',

	'empty.board.title': 'Este panel aún no tiene elementos',
	'empty.board.text':
		'Añada cifras, colas, agentes y tendencias en el editor; esta pantalla los muestra al momento.',
	'empty.board.action': 'Añadir elementos',
	'empty.queues.title': 'A la espera del primer contacto',
	'empty.queues.text':
		'Todavía no se ha recibido nada. Envíe un evento desde su centralita o pruebe con este. Ponga en lugar de TOKEN el que mostró el servidor al arrancar:',

	'home.title': 'Paneles de sala',
	'home.intro': 'Abra un panel en la pantalla de la sala; se mantiene al día por sí solo.',
	'home.open': 'Abrir',
	'home.edit': 'Editar',
	'home.duplicate': 'Duplicar',
	'home.copyLink': 'Copiar enlace',
	'home.copied': 'Enlace copiado',
	'home.delete': 'Eliminar',
	'home.deleteAsk': '¿Eliminar «{name}»? Las pantallas que lo muestran dejarán de verlo.',
	'home.deleteYes': 'Sí, eliminar',
	'ask.cancel': 'Cancelar',
	'home.new': 'Panel nuevo',
	'home.newName': 'Nombre',
	'home.create': 'Crear',
	'home.rotate': 'Todos los paneles por turnos',
	'home.none': 'Aún no hay paneles. Cree el primero.',
	'home.tiles': { one: '{n} elemento', other: '{n} elementos' },
	'home.copyOf': '{name} (copia)',
	'home.nameMissing': 'Dé al panel un nombre de 1 a 80 caracteres.',

	'edit.title': 'Editar {name}',
	'edit.board': 'Panel',
	'edit.name': 'Nombre',
	'edit.zone': 'Zona horaria de «hoy»',
	'edit.zoneHint': 'Vacía: la del servidor. Por ejemplo, Europe/Madrid.',
	'edit.owner': 'Equipo',
	'edit.owner.company': 'Toda la empresa',
	'edit.ownerHint':
		'El panel lo ve quien pertenece a este equipo o a otro por encima o por debajo, cada cual con sus colas y agentes.',
	'edit.showsAgents': 'Las pantallas pueden mostrar nombres de agentes',
	'edit.showsAgentsHint':
		'Solo en grupos de cinco personas o más. Si no, la pantalla muestra cuántos son, no quiénes.',
	'edit.tiles': 'Elementos',
	'edit.preview': 'Vista previa',
	'edit.previewHint':
		'Las flechas mueven el elemento elegido, con Mayús cambian su tamaño y Supr lo quita. También se puede arrastrar.',
	'edit.add': 'Añadir un elemento',
	'edit.add.number': 'Cifra',
	'edit.add.queues': 'Tabla de colas',
	'edit.add.agents': 'Agentes',
	'edit.add.trend': 'Tendencia',
	'edit.full': 'Un panel admite {n} elementos como máximo.',
	'edit.earlier': 'Adelantar',
	'edit.later': 'Retrasar',
	'edit.remove': 'Quitar',
	'edit.chosen': 'Elemento elegido',
	'edit.chooseOne': 'Elija un elemento para cambiarlo.',
	'edit.tileTitle': 'Título',
	'edit.tileTitleHint': 'Vacío: el nombre de lo que muestra.',
	'edit.metric': 'Indicador',
	'edit.window': 'Periodo',
	'edit.width': 'Ancho (columnas de 12)',
	'edit.height': 'Alto (filas)',
	'edit.queues': 'Colas',
	'edit.queuesHint': 'Sin marcar ninguna: todas.',
	'edit.teams': 'Equipos',
	'edit.noQueues': 'Aún no se conoce ninguna cola.',
	'edit.noTeams': 'Aún no se conoce ningún equipo.',
	'edit.bands': 'Límites',
	'edit.warnAbove': 'Atención por encima de',
	'edit.warnBelow': 'Atención por debajo de',
	'edit.badAbove': 'Crítico por encima de',
	'edit.badBelow': 'Crítico por debajo de',
	'edit.unit.ratio': '%',
	'edit.unit.duration': 'segundos',
	'edit.unit.count': 'cantidad',
	'edit.unit.balance': 'puntos',
	'edit.unit.score': 'en su escala',
	'edit.undo': 'Deshacer',
	'edit.redo': 'Rehacer',
	'edit.save': 'Guardar',
	'edit.saving': 'Guardando…',
	'edit.saved': 'Guardado. Las pantallas ya lo muestran.',
	'edit.unsaved': 'Hay cambios sin guardar',
	'edit.share': 'Copiar enlace a este borrador',
	'edit.shared': 'Enlace al borrador copiado',
	'edit.fromLink': 'Este borrador viene de un enlace. Nada cambia hasta que guarde.',
	'edit.badLink': 'El enlace no contiene un diseño que esta versión entienda.',
	'edit.done': 'Ver el panel',
	'edit.failed': 'No se ha podido guardar: el servidor no responde. Sus cambios siguen aquí.',
	'edit.invalid': 'No se ha podido guardar. Revise:',
	'edit.conflict': 'Otra persona ha guardado este panel mientras tanto',
	'edit.conflictText': 'Sus cambios siguen aquí. ¿Qué versión debe valer?',
	'edit.takeTheirs': 'La suya; descartar la mía',
	'edit.keepMine': 'La mía; guardar encima',
	'edit.gone':
		'El panel se ha eliminado mientras tanto. Copie el enlace al borrador para no perder su trabajo.',
	'edit.moved': '{tile}: lugar {place} de {places}',
	'edit.removed': '{tile}: quitado',
	'edit.resized': '{tile}: {width} de ancho, {height} de alto',
	'edit.tooTall': 'El panel ocupa {rows} filas; más de {most} no se leen desde lejos.',

	'fault.required': 'falta',
	'fault.too-long': 'es demasiado largo',
	'fault.out-of-range': 'está fuera de rango',
	'fault.unknown-zone': 'no es una zona horaria conocida',
	'fault.duplicate': 'está repetido',
	'fault.too-tall': 'ocupa demasiadas filas',
	'fault.invalid': 'no es válido',

	'error.title.404': 'Aquí no hay nada',
	'error.text.404':
		'El panel o la página se ha eliminado o ha cambiado de nombre. Vuelva a la lista de paneles.',
	'error.title.500': 'Algo ha fallado',
	'error.text.500':
		'No se ha podido preparar esta página. Se vuelve a intentar sola cuando el servidor responda.',
	'error.home': 'Ir a los paneles',
	'error.retry': 'Intentar ahora',
	'error.id': 'Número del fallo: {id}'
});
