/** Español: the frame around all pages. */
export const shell = {
	'shell.boards': 'Paneles',
	'shell.myDay': 'Mi jornada',
	'shell.interactions': 'Contactos',
	'shell.pair': 'Vincular una pantalla',
	'shell.administration': 'Administración',
	'shell.account': 'Cuenta de {name}',
	'shell.signOut': 'Cerrar sesión',
	'shell.navigation': 'Navegación principal',
	'shell.skip': 'Ir al contenido',
	'shell.role.admin': 'Administración',
	'shell.role.supervisor': 'Supervisión',
	'shell.role.quality': 'Calidad',
	'shell.role.director': 'Dirección',
	'shell.role.agent': 'Agente',
	'home.noneSeen': 'Ningún panel es de sus equipos. Consulte a quien administra Atalaya.',
	'error.title.403': 'Sin acceso a esta página',
	'error.text.403':
		'Su perfil o sus equipos no la incluyen. Si la necesita, pídala a quien administra Atalaya.'
} as const;
