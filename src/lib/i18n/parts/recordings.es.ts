/** Español: el reproductor de grabaciones. */
export const recordings = {
	'recordings.title': 'Grabaciones',
	'recordings.player': 'Reproductor de las grabaciones',
	'recordings.intro': 'Cada escucha de una grabación queda en el registro de auditoría.',
	'recordings.play': 'Reproducir',
	'recordings.pause': 'Pausar',
	'recordings.back': 'Retroceder {seconds} s',
	'recordings.forward': 'Avanzar {seconds} s',
	'recordings.position': 'Posición en la grabación',
	'recordings.positionOf': '{position} de {whole}',
	'recordings.speed': 'Velocidad',
	'recordings.speedTimes': '{speed}×',
	'recordings.volume': 'Volumen',
	'recordings.pin': 'Marcar este momento',
	'recordings.marks': 'Momentos marcados',
	'recordings.heard': 'Escuchado: {share}',
	'recordings.screen': 'Grabación de pantalla',
	'recordings.noScreen': 'En este momento no se grabó la pantalla.',
	'recordings.keys': 'Teclas del reproductor',
	'recordings.keys.play': 'reproducir o pausar',
	'recordings.keys.short': 'retroceder o avanzar 5 segundos',
	'recordings.keys.long': 'retroceder o avanzar 15 segundos',
	'recordings.keys.speed': 'más lento o más rápido',
	'recordings.keys.pin': 'marcar este momento',
	'recordings.audio': 'Grabación de voz',
	'recordings.trouble.missing':
		'El fichero no está: se ha movido o borrado, o todavía no ha llegado.',
	'recordings.trouble.unplayable': 'El fichero no es de un tipo que los navegadores reproduzcan.',
	'recordings.trouble.failed':
		'No se ha podido reproducir la grabación. Vuelva a abrir la página; si sigue fallando, el problema está en el fichero o en su formato.'
} as const;
