export const regulation = {
	'regulation.title': 'Normativa',
	'regulation.intro':
		'Lo que la Ley 10/2025 pide a la atención al cliente: qué es una reclamación y en cuántos días hábiles debe estar resuelta.',
	'regulation.saved':
		'Guardado. Las cifras de todos los periodos siguen desde ahora estos temas, plazos y calendarios.',
	'regulation.refused': 'No se ha guardado nada. Corrija los campos señalados.',
	'regulation.complaints': 'Reclamaciones',
	'regulation.complaintsText':
		'Un contacto entrante es una reclamación cuando su último tema está en una de estas listas. Queda resuelta cuando el contacto termina y nadie la marca como sin resolver.',
	'regulation.complaintTopics': 'Temas de reclamación',
	'regulation.undueChargeTopics': 'Temas de cobro indebido',
	'regulation.topicsHint':
		'Uno por línea, como los nombran los eventos; da igual mayúscula o minúscula.',
	'regulation.undueChargeTopicsHint':
		'También son reclamaciones, con el plazo corto. Un tema en ambas listas lo tiene.',
	'regulation.complaintDays': 'Días hábiles para resolver una reclamación',
	'regulation.complaintDaysHint': 'La ley da 15, contados desde el día siguiente al de entrada.',
	'regulation.undueChargeDays': 'Días hábiles para un cobro indebido',
	'regulation.undueChargeDaysHint': 'La ley da 5.',
	'regulation.calendars': 'Calendario laboral',
	'regulation.calendarsText': 'No son hábiles los sábados, los domingos ni los festivos.',
	'regulation.regionLabel': 'Etiqueta con la comunidad del cliente',
	'regulation.regionLabelHint':
		'La clave de «labels» en los eventos. Sin ella, o con un valor que no está abajo, cuenta el calendario común.',
	'regulation.hasSpanishDays': 'Festivos nacionales de España, todos los años',
	'regulation.hasSpanishDaysHint':
		'1 y 6 de enero, Viernes Santo, 1 de mayo, 15 de agosto, 12 de octubre, 1 de noviembre, 6, 8 y 25 de diciembre.',
	'regulation.allDays': 'Otros festivos de todas las comunidades',
	'regulation.days': 'Festivos propios',
	'regulation.daysHint':
		'Uno por línea: 05-02 Fiesta de la Comunidad para todos los años, 2026-04-02 Jueves Santo para uno solo.',
	'regulation.regions': 'Comunidades',
	'regulation.regionsText':
		'Cada comunidad viene con el festivo que repite todos los años. Añada los que se publican para cada año, como Jueves Santo o los trasladados a un lunes.',
	'regulation.region.add': 'Añadir una comunidad',
	'regulation.region.days': { one: '{n} festivo propio', other: '{n} festivos propios' },
	'regulation.region.code': 'Valor de la etiqueta',
	'regulation.region.codeHint':
		'Por ejemplo ES-MD. Una comunidad sin valor, nombre ni festivos se quita al guardar.',
	'regulation.region.name': 'Nombre',
	'regulation.region.zone': 'Zona horaria',
	'regulation.region.zoneHint': 'Por ejemplo Atlantic/Canary; vacía, la de la instalación.',
	'regulation.fault.topics': 'Como mucho {most} temas, de hasta {longest} caracteres.',
	'regulation.fault.label': 'Escriba la clave de la etiqueta, de hasta {most} caracteres.',
	'regulation.fault.term': 'Escriba un número entero de días de 1 a {most}.',
	'regulation.fault.holiday':
		'«{text}» no es un día. Escriba 05-02 o 2026-04-02 y, si quiere, un nombre detrás.',
	'regulation.fault.days': 'Como mucho {most} festivos en una lista.',
	'regulation.fault.code': 'Escriba el valor que lleva la etiqueta, de hasta {most} caracteres.',
	'regulation.fault.twice': '«{text}» ya es otra comunidad.',
	'regulation.fault.zone': '«{text}» no es una zona horaria. Escriba una como Europe/Madrid.',
	'regulation.fault.regions': 'Como mucho {most} comunidades.',
	'regulation.open.title': 'Reclamaciones abiertas',
	'regulation.open.intro':
		'Las que nadie ha resuelto, con el último día que les da la ley: {days} días hábiles de su comunidad, {undue} si son cobros indebidos. Primero las vencidas.',
	'regulation.open.unavailable': 'La base de datos no responde. Inténtelo de nuevo en un momento.',
	'regulation.open.notSet':
		'No hay ningún tema marcado como reclamación: la administración los indica en Normativa.',
	'regulation.open.nothing': 'No hay reclamaciones abiertas.',
	'regulation.open.sum':
		'{total} abiertas: {overdue} vencidas y {urgent} que vencen en tres días hábiles o menos.',
	'regulation.open.isMore': 'Hay más de 5000 abiertas: se cuentan las que antes vencen.',
	'regulation.open.ages': 'Antigüedad',
	'regulation.open.list': 'Una a una',
	'regulation.open.shown': 'Se muestran las {n} que antes vencen, de {total}.',
	'regulation.open.due': 'Último día',
	'regulation.open.state': 'Plazo',
	'regulation.open.contact': 'Contacto',
	'regulation.open.kind': 'Tipo',
	'regulation.open.received': 'Recibida',
	'regulation.open.age': 'Días hábiles',
	'regulation.open.region': 'Calendario',
	'regulation.open.complaint': 'Reclamación',
	'regulation.open.undueCharge': 'Cobro indebido',
	'regulation.open.common': 'común',
	'regulation.open.open': 'Abiertas',
	'regulation.open.overdue': 'Vencidas',
	'regulation.open.bar': 'Barra',
	'regulation.open.band': 'de {from} a {to}',
	'regulation.open.bandFrom': '{from} o más',
	'regulation.open.link': 'Ver las reclamaciones abiertas',
	'regulation.open.state.overdue': {
		one: 'vencida hace {n} día hábil',
		other: 'vencida hace {n} días hábiles'
	},
	'regulation.open.state.overdueNow': 'vencida',
	'regulation.open.state.left': { one: 'queda {n} día hábil', other: 'quedan {n} días hábiles' },
	'regulation.open.state.today': 'vence hoy',
	'regulation.open.state.none': 'sin plazo'
} as const;
