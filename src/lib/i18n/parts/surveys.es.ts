/** Español: surveys and first contact resolution. */
export const surveys = {
	'surveys.metrics': 'Métricas',
	'surveys.metricsIntro': 'Lo que vale para las cifras de toda la instalación.',
	'surveys.firstContact': 'Resolución en primer contacto',
	'surveys.firstContactText':
		'Un contacto queda resuelto a la primera cuando el cliente no vuelve por el mismo tema, por ningún canal, en estos días desde que se gestionó.',
	'surveys.window': 'Días sin volver',
	'surveys.window.hint':
		'Lo habitual son 7; 1 en chat, 14 en envíos, 30 donde hay factura mensual. Un cambio vuelve a juzgar todo el pasado.',
	'surveys.window.saved':
		'Guardado. Las cifras de todos los periodos siguen desde ahora la nueva ventana.',
	'surveys.window.refused':
		'Escriba un número entero de días de 1 a {most}. No se ha cambiado nada.'
} as const;
