import { queues } from './queues.es.ts';

/** Español: people, teams, queues, boards, tokens. */
export const administration = {
	...queues,
	'admin.navigation': 'Administración',
	'admin.overview': 'Resumen',
	'admin.people': 'Personas',
	'admin.teams': 'Equipos',
	'admin.boards': 'Paneles',
	'admin.screens': 'Pantallas',
	'admin.tokens': 'Credenciales de API',
	'admin.privacy': 'Datos personales',
	'admin.audit': 'Registro de auditoría',
	'admin.actions': 'Acciones',
	'admin.all': 'Todos',
	'admin.yes': 'Sí',
	'admin.no': 'No',
	'admin.never': 'nunca',
	'admin.search': 'Buscar',
	'admin.find': 'Buscar',
	'admin.save': 'Guardar',
	'admin.create': 'Crear',
	'admin.copy': 'Copiar',
	'admin.copied': 'Copiado',
	'admin.databaseAway':
		'La base de datos de eventos no responde: aquí faltan las colas y los equipos que solo han nombrado los eventos. Vuelva a intentarlo en un momento.',
	'admin.overview.intro': 'Lo que requiere atención en esta instalación.',
	'admin.overview.attention': 'Requiere atención',
	'admin.overview.fine': 'Nada requiere atención.',
	'admin.overview.counts': 'Lo que hay',
	'admin.overview.backup': 'Copia de seguridad',
	'admin.overview.noBackup': 'Aún no hay copia de seguridad de personas, paneles y ajustes.',
	'admin.overview.lastBackup': 'La última copia de seguridad es del',
	'admin.overview.backupHow': 'En el servidor:',
	'admin.point.chain-broken': 'El registro de auditoría no está como se escribió',
	'admin.point.no-backup': 'Aún no se ha hecho ninguna copia de seguridad',
	'admin.point.old-backup': {
		one: 'La última copia de seguridad tiene {n} día',
		other: 'La última copia de seguridad tiene {n} días'
	},
	'admin.point.screens': {
		one: '{n} pantalla con problemas',
		other: '{n} pantallas con problemas'
	},
	'admin.point.tokens': {
		one: '{n} credencial caduca en menos de dos semanas',
		other: '{n} credenciales caducan en menos de dos semanas'
	},
	'admin.point.outbox': {
		one: '{n} cambio de colas aún no ha llegado a la ingesta',
		other: '{n} cambios de colas aún no han llegado a la ingesta'
	},
	'admin.point.queues': { one: '{n} cola sin equipo', other: '{n} colas sin equipo' },
	'admin.point.words': {
		one: '{n} equipo nombrado por los eventos no está en el árbol',
		other: '{n} equipos nombrados por los eventos no están en el árbol'
	},
	'admin.point.erasures': { one: '{n} supresión ha fallado', other: '{n} supresiones han fallado' },
	'admin.point.database': 'La base de datos de eventos no responde',
	'admin.people.intro': 'Quién puede entrar, con qué perfil y para qué equipos.',
	'admin.people.add': 'Añadir una persona',
	'admin.people.create': 'Añadir y crear la invitación',
	'admin.people.created': 'Se ha añadido a «{name}»',
	'admin.people.invitation':
		'Envíe este enlace a la persona. Solo se muestra ahora, sirve una vez y dura siete días; con él elige su contraseña.',
	'admin.people.link': 'Enlace',
	'admin.people.none': 'Nadie coincide con la búsqueda.',
	'admin.people.count': { one: '{n} persona', other: '{n} personas' },
	'admin.person.name': 'Nombre',
	'admin.person.email': 'Correo electrónico',
	'admin.person.emailHint': 'Con lo que inicia sesión.',
	'admin.person.role': 'Perfil',
	'admin.person.roleHint':
		'Administración gestiona; supervisión ve sus equipos en directo; calidad lee contactos; dirección ve totales; cada agente, solo su jornada.',
	'admin.person.teams': 'Equipos',
	'admin.person.teamsHint':
		'Con todos los equipos que cuelgan de ellos. Sin ninguno, administración y dirección alcanzan toda la empresa y los demás, nada.',
	'admin.person.wholeCompany': 'toda la empresa',
	'admin.person.noTeams': 'ninguno',
	'admin.person.agent': 'Identificador de agente en los eventos',
	'admin.person.agentHint': 'Para quien atiende contactos, tal como lo escriben los eventos.',
	'admin.person.isActive': 'Puede iniciar sesión',
	'admin.person.inactive': 'inactiva',
	'admin.person.demo': 'demostración',
	'admin.person.demoHint':
		'Persona del centro de demostración: entra con un clic en este equipo mientras la demostración está en marcha y no tiene contraseña.',
	'admin.person.changeHint':
		'Un cambio de perfil, equipos, agente o acceso cierra todas las sesiones de la persona.',
	'admin.person.signIn': 'Inicio de sesión',
	'admin.person.lastSignIn': 'Última entrada',
	'admin.person.sessions': 'Sesiones abiertas',
	'admin.person.password': 'Contraseña',
	'admin.person.factor': 'Segundo paso',
	'admin.person.provider': 'Cuenta del proveedor',
	'admin.person.invite': 'Invitación nueva',
	'admin.person.newPassword': 'Enlace para una contraseña nueva',
	'admin.person.linkAsk': 'Los enlaces anteriores de esta persona dejan de funcionar.',
	'admin.person.linkYes': 'Crear el enlace',
	'admin.person.linkMade.invitation': 'La invitación está lista',
	'admin.person.linkMade.new-password': 'El enlace para una contraseña nueva está listo',
	'admin.person.linkText.invitation': 'Solo se muestra ahora, sirve una vez y dura siete días.',
	'admin.person.linkText.new-password':
		'Solo se muestra ahora, sirve una vez y dura un día. La contraseña actual vale hasta que se use.',
	'admin.person.removeFactor': 'Quitar el segundo paso',
	'admin.person.removeFactorAsk':
		'¿Quitar el segundo paso de «{name}»? Bastará la contraseña hasta que active otro.',
	'admin.person.removeFactorYes': 'Sí, quitarlo',
	'admin.person.signOut': 'Cerrar sesión en todas partes',
	'admin.person.signOutAsk':
		'¿Cerrar todas las sesiones de «{name}»? Los paneles y páginas abiertos se cierran en menos de un minuto.',
	'admin.person.signOutYes': 'Sí, cerrarlas',
	'admin.person.done.saved': 'Guardado.',
	'admin.person.done.factor': 'Se ha quitado el segundo paso.',
	'admin.person.done.signedOut': 'Se han cerrado todas las sesiones.',
	'admin.person.fault.email': 'Escriba un correo como ana@example.org.',
	'admin.person.fault.email-taken': 'Otra persona ya entra con este correo.',
	'admin.person.fault.name': 'Escriba un nombre.',
	'admin.person.fault.agent': 'Un identificador de agente tiene de 1 a 200 caracteres.',
	'admin.person.fault.unknown': 'Esta persona ya no existe.',
	'admin.person.fault.unknown-team':
		'Uno de estos equipos se ha eliminado mientras tanto. Elija de nuevo.',
	'admin.person.fault.last-admin':
		'Nadie más puede administrar esta instalación. Dé antes ese perfil a otra persona.',
	'admin.person.fault.no-link':
		'Solo puede tener un enlace quien puede iniciar sesión y no es del centro de demostración.',
	'admin.teams.intro':
		'El árbol de la empresa: sedes, clientes, equipos. Una persona, un panel o una credencial de un nodo alcanza ese nodo y todo lo que cuelga de él.',
	'admin.teams.add': 'Añadir un nodo',
	'admin.teams.addBelow': 'Añadir bajo {name}',
	'admin.teams.onlyCompany':
		'De momento solo está la empresa. Añada sedes, clientes y equipos para que cada uno tenga su propia vista.',
	'admin.teams.homeless': 'Sin equipo',
	'admin.teams.homelessText':
		'Los contactos de estas colas y los agentes de estos equipos solo los ve quien alcanza toda la empresa.',
	'admin.teams.homelessNone':
		'Todas las colas y todos los equipos que nombran los eventos tienen su sitio.',
	'admin.teams.done.created': 'El nodo se ha añadido.',
	'admin.teams.done.saved': 'El nodo se ha guardado.',
	'admin.teams.done.removed': 'El nodo se ha eliminado.',
	'admin.team.name': 'Nombre',
	'admin.team.kind': 'Tipo',
	'admin.team.kindHint':
		'Las sedes cuelgan de la empresa, los clientes de las sedes y los equipos de cualquiera.',
	'admin.team.kind.company': 'Empresa',
	'admin.team.kind.site': 'Sede',
	'admin.team.kind.client': 'Cliente',
	'admin.team.kind.team': 'Equipo',
	'admin.team.parent': 'Cuelga de',
	'admin.team.contents': 'Colas y nombres en los eventos',
	'admin.team.queue': 'Cola',
	'admin.team.word': 'Nombre en los eventos',
	'admin.team.queues': 'Colas',
	'admin.team.queuesHint':
		'Los contactos de estas colas son de este nodo. Una cola puede ser de varios.',
	'admin.team.queuesCompany':
		'La empresa alcanza todas las colas, también las que no están marcadas.',
	'admin.team.noQueues': 'Aún no se conoce ninguna cola.',
	'admin.team.words': 'Nombres en los eventos',
	'admin.team.wordsHint':
		'Cómo nombran los eventos a este equipo, por ejemplo «Ventas». Cada nombre es de un solo nodo.',
	'admin.team.noWords': 'Ningún evento ha nombrado aún un equipo.',
	'admin.team.otherWords': 'Otros nombres',
	'admin.team.otherWordsHint': 'Que aún no ha usado ningún evento, uno por línea.',
	'admin.team.heldBy': 'también: {names}',
	'admin.team.ownedBy': 'de {names}',
	'admin.team.remove': 'Eliminar este nodo',
	'admin.team.removeAsk':
		'¿Eliminar «{name}»? Sus colas y nombres quedarán sin equipo. No se puede deshacer.',
	'admin.team.removeYes': 'Sí, eliminarlo',
	'admin.team.fault.name': 'Dele un nombre de 1 a 80 caracteres.',
	'admin.team.fault.unknown': 'Este nodo ya no existe.',
	'admin.team.fault.unknown-parent': 'El nodo del que debía colgar se ha eliminado mientras tanto.',
	'admin.team.fault.parent':
		'Ahí no puede colgar: ni de sí mismo, ni de un nodo que por su tipo va por debajo.',
	'admin.team.fault.word-taken': 'Uno de estos nombres es de otro nodo. Quítelo antes allí.',
	'admin.team.fault.words': 'Un nombre tiene 200 caracteres como máximo, y un nodo, 200 nombres.',
	'admin.team.fault.in-use':
		'Contiene nodos, personas, paneles, reglas de alerta o credenciales: muévalos antes a otro sitio. Un nodo con pautas, planes, calibraciones o acompañamientos no se quita.',
	'admin.boards.intro':
		'Todos los paneles: de quién son y quién los cambió por última vez. Cada persona ve los paneles de sus equipos, de los de arriba y de los de abajo.',
	'admin.boards.moved': '«{name}» se ha guardado.',
	'admin.boards.fault.gone': 'Este panel se ha eliminado mientras tanto.',
	'admin.boards.fault.team': 'Este equipo se ha eliminado mientras tanto. Elija otro.',
	'admin.boards.fault.conflict':
		'Alguien ha guardado este panel mientras tanto. Revíselo y muévalo después.',
	'admin.board.name': 'Panel',
	'admin.board.team': 'Equipo',
	'admin.board.agents': 'Agentes por nombre',
	'admin.board.agentsYes': 'se muestran',
	'admin.board.agentsNo': 'no se muestran',
	'admin.board.showsAgents': 'Sus pantallas pueden mostrar agentes por nombre',
	'admin.board.tiles': 'Elementos',
	'admin.board.revision': 'Revisión',
	'admin.board.changed': 'Último cambio',
	'admin.board.move': 'Mover',
	'admin.tokens.intro':
		'Para programas: productores que envían eventos y lo que lee cifras, contactos o paneles.',
	'admin.tokens.add': 'Credencial nueva',
	'admin.tokens.created': 'La credencial «{name}» está lista',
	'admin.tokens.createdText':
		'Solo se muestra ahora: aquí se guarda únicamente su huella. Póngala donde la lea el programa.',
	'admin.tokens.revoked': '«{name}» se ha revocado.',
	'admin.tokens.none': 'Aún no hay credenciales.',
	'admin.tokens.environment':
		'API_TOKEN está definido en el servidor: esa credencial lo lee todo y no está en esta lista.',
	'admin.token.name': 'Nombre',
	'admin.token.nameHint': 'Qué la usa, por ejemplo «Centralita de Madrid».',
	'admin.token.token': 'Credencial',
	'admin.token.hint': 'Empieza por',
	'admin.token.team': 'Lee',
	'admin.token.teamHint': 'Para los alcances de lectura: este equipo y todo lo que cuelga de él.',
	'admin.token.scopes': 'Alcances',
	'admin.token.scope.ingest': 'Envía eventos.',
	'admin.token.scope.backfill': 'Envía también eventos de más de 400 días; para importaciones.',
	'admin.token.scope.metrics': 'Lee cifras, también por agente.',
	'admin.token.scope.interactions': 'Lee contactos con sus textos.',
	'admin.token.scope.boards': 'Sigue paneles en directo.',
	'admin.token.scope.figures':
		'Introduce datos que ninguna métrica conoce: costes, rotación, formación.',
	'admin.token.sources': 'Orígenes',
	'admin.token.sourcesHint':
		'Orígenes de CloudEvents que puede enviar, uno por línea; ninguno: cualquiera.',
	'admin.token.anySource': 'cualquiera',
	'admin.token.expires': 'Caduca',
	'admin.token.neverExpires': 'nunca',
	'admin.token.days': { one: 'a {n} día', other: 'a los {n} días' },
	'admin.token.lastUse': 'Último uso',
	'admin.token.state': 'Estado',
	'admin.token.state.active': 'Activa',
	'admin.token.state.expired': 'Caducada',
	'admin.token.state.revoked': 'Revocada',
	'admin.token.revoke': 'Revocar',
	'admin.token.revokeAsk':
		'¿Revocar «{name}»? Lo que la use será rechazado en menos de un minuto. No se puede deshacer.',
	'admin.token.revokeYes': 'Sí, revocarla',
	'admin.token.fault.name': 'Dele un nombre de 1 a 80 caracteres.',
	'admin.token.fault.scopes': 'Elija al menos un alcance.',
	'admin.token.fault.sources':
		'Cada origen es una dirección sin espacios, como //centralita/madrid; 50 como máximo.',
	'admin.token.fault.team': 'Este equipo se ha eliminado mientras tanto. Elija otro.',
	'admin.token.fault.gone': 'Esta credencial ya no existe o ya estaba revocada.'
} as const;
