/** Español: screens and their pairing. */
export const screens = {
	'screens.agents.list': 'Por nombre',
	'screens.agents.listHint':
		'Nombre, estado y desde cuándo, para quien supervisa a estos agentes. Los demás ven cuántos hay en cada estado; las pantallas ven nombres solo si el panel lo permite, y nunca de menos de cinco.',
	'screens.agents.few': 'Menos de {n} agentes: de tan pocos no se muestra nada.',
	'screens.agents.name': 'Agente',
	'screens.agents.state': 'Estado',
	'screens.agents.since': 'Desde hace',

	'screens.pairing.title': 'Vincular esta pantalla',
	'screens.pairing.how': 'Abra {address} en el móvil y escriba este código',
	'screens.pairing.scan': 'o escanéelo',
	'screens.pairing.qr': 'Código QR con la dirección y el código',
	'screens.pairing.lives': 'Cada {n} minutos aparece solo un código nuevo.',
	'screens.pairing.asking': 'Pidiendo un código…',
	'screens.pairing.full':
		'Hay demasiadas pantallas a la espera de vincularse. Esta lo intentará de nuevo en un minuto.',
	'screens.pairing.away': 'El servidor no responde. Esta pantalla lo intenta de nuevo por sí sola.',

	'screens.none.title': 'No hay panel que mostrar',
	'screens.none.text':
		'Los paneles de «{name}» se han eliminado. Asígnele otro en Administración, Pantallas; lo mostrará por sí sola.',
	'screens.identify': 'Esta pantalla es',

	'screens.pair.title': 'Vincular una pantalla',
	'screens.pair.intro': 'Abra {address} en el televisor. Mostrará un código de seis caracteres.',
	'screens.pair.code': 'Código de la pantalla',
	'screens.pair.codeHint': 'Las mayúsculas, los espacios y los guiones no importan.',
	'screens.pair.name': 'Nombre de la pantalla',
	'screens.pair.nameHint': 'Cuál es, por ejemplo «Planta 2, junto a la ventana».',
	'screens.pair.boards': 'Paneles',
	'screens.pair.boardsHint': 'Quien esté ante la pantalla verá todo lo que contienen.',
	'screens.pair.noBoards':
		'No hay ningún panel que pueda asignar a una pantalla. Cree antes uno de su equipo.',
	'screens.pair.rotate': 'Segundos por panel',
	'screens.pair.rotateHint': 'Cuando hay varios: de {least} a {most}.',
	'screens.pair.submit': 'Vincular',
	'screens.pair.done': '«{name}» está vinculada. Mostrará su panel en unos segundos.',
	'screens.pair.home': 'Ir a los paneles',

	'screens.fault.code':
		'Ninguna pantalla muestra este código. Mírelo de nuevo: cada código dura diez minutos y sirve para una sola pantalla.',
	'screens.fault.wait': {
		one: 'Demasiados códigos erróneos. Inténtelo de nuevo en {n} minuto.',
		other: 'Demasiados códigos erróneos. Inténtelo de nuevo en {n} minutos.'
	},
	'screens.fault.name': 'Dé a la pantalla un nombre de 1 a 80 caracteres.',
	'screens.fault.no-boards': 'Elija al menos un panel.',
	'screens.fault.too-many-boards': 'Elija {n} paneles como máximo.',
	'screens.fault.rotate': 'Elija de {least} a {most} segundos por panel.',
	'screens.fault.boards':
		'Uno de estos paneles ya no existe o no está a su alcance. Elija de nuevo.',
	'screens.fault.gone': 'Esta pantalla ya no está vinculada.',

	'screens.fleet.title': 'Pantallas',
	'screens.fleet.intro':
		'Televisores vinculados, primero los que tienen algún problema. Esta página se actualiza sola, salvo mientras se modifica uno.',
	'screens.fleet.none':
		'Aún no hay ninguna pantalla vinculada. Abra {address} en un televisor; mostrará un código para vincularlo.',
	'screens.fleet.count': { one: '{n} pantalla', other: '{n} pantallas' },
	'screens.fleet.trouble': { one: '{n} con problemas', other: '{n} con problemas' },

	'screens.state.copied': 'Credencial usada dos veces',
	'screens.state.copied.text':
		'Se ha vuelto a usar una credencial de esta pantalla que ya se había renovado: es posible que alguien tenga una copia. Revoque la pantalla y vincúlela de nuevo. La dirección está en el registro de auditoría.',
	'screens.state.differs': 'Muestra otra cosa',
	'screens.state.differs.text':
		'Lo que muestra no es lo que se le ha enviado. Si dura más de un minuto, reinicie el televisor.',
	'screens.state.silent': 'Sin noticias',
	'screens.state.silent.text':
		'Ha dejado de informar. ¿Está encendida, conectada a la red y en primer plano?',
	'screens.state.expired': 'Caducada',
	'screens.state.expired.text': 'Ha estado apagada 90 días. Revóquela y vincúlela de nuevo.',
	'screens.state.waiting': 'Aún no ha llegado',
	'screens.state.waiting.text': 'Se ha vinculado y todavía no ha dado noticias.',
	'screens.state.outdated': 'Páginas anteriores',
	'screens.state.outdated.text':
		'Usa las páginas de una versión anterior y cargará las nuevas por sí sola.',
	'screens.state.unproven': 'Encendida',
	'screens.state.unproven.text': 'Su próximo informe dirá si muestra lo que debe.',
	'screens.state.fine': 'Muestra lo que debe',
	'screens.state.fine.text': 'La huella de lo que ha pintado es la de lo que se le ha enviado.',

	'screens.fact.boards': 'Paneles',
	'screens.fact.each': '{n} s cada uno',
	'screens.fact.deleted': '{id} (eliminado)',
	'screens.fact.paint': 'Última imagen',
	'screens.fact.ago': 'hace {age}',
	'screens.fact.seq': 'Estado {seq}, huella {hash}',
	'screens.fact.never': 'nunca',
	'screens.fact.roundTrip': 'Ida y vuelta',
	'screens.fact.milliseconds': '{n} ms',
	'screens.fact.size': 'Tamaño',
	'screens.fact.pixels': '{width} × {height}',
	'screens.fact.build': 'Versión',
	'screens.fact.connected': 'Conectada desde hace',
	'screens.fact.address': 'Última dirección',
	'screens.fact.paired': 'Vinculada',
	'screens.fact.pairedBy': '{at}, {name}',

	'screens.act.identify': 'Identificar',
	'screens.act.identified': '«{name}» muestra su nombre durante diez segundos.',
	'screens.act.change': 'Modificar',
	'screens.act.save': 'Guardar',
	'screens.act.saved': '«{name}» se ha guardado. La pantalla se adapta sola.',
	'screens.act.revoke': 'Revocar',
	'screens.act.revokeAsk':
		'¿Revocar «{name}»? Dejará de mostrar paneles al momento y solo podrá volver si se vincula de nuevo.',
	'screens.act.revokeYes': 'Revocarla',
	'screens.act.revoked': 'La pantalla se ha revocado.'
} as const;
