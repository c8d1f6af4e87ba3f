/** Español: signing in and the own account. */
export const signIn = {
	'signIn.title': 'Iniciar sesión',
	'signIn.lead': 'La sala de su contact center, en directo.',
	'signIn.email': 'Correo electrónico',
	'signIn.password': 'Contraseña',
	'signIn.enter': 'Entrar',
	'signIn.provider': 'Entrar con {name}',
	'signIn.provider.or': 'o bien',
	'signIn.noAdministrator':
		'Esta instalación aún no tiene quien la administre. Abra el enlace de un solo uso que aparece en el terminal al arrancar; «npm run admin-link» muestra uno nuevo.',
	'signIn.demo.title': 'Centro de demostración',
	'signIn.demo.text':
		'Personas y contactos inventados. Solo se ofrece en este equipo y mientras la demostración está en marcha.',
	'signIn.demo.admin': 'Entrar como administradora',
	'signIn.demo.supervisor': 'Entrar como supervisora',
	'signIn.demo.quality': 'Entrar como responsable de calidad',
	'signIn.demo.director': 'Entrar como directora',
	'signIn.demo.agent': 'Entrar como agente',
	'signIn.fault.wrong':
		'El correo o la contraseña no son correctos. Revíselos y vuelva a intentarlo.',
	'signIn.fault.blocked': {
		one: 'Demasiados intentos fallidos. Podrá volver a intentarlo en {n} minuto.',
		other: 'Demasiados intentos fallidos. Podrá volver a intentarlo en {n} minutos.'
	},
	'signIn.fault.busy':
		'Hay demasiados inicios de sesión en este momento. Vuelva a intentarlo en unos segundos.',
	'signIn.fault.expired': 'El segundo paso ha tardado demasiado. Empiece de nuevo.',
	'signIn.fault.demo':
		'El centro de demostración no está en marcha, o este no es el equipo en el que se ejecuta.',
	'signIn.fault.unreachable':
		'{name} no responde. Vuelva a intentarlo en un momento o entre con su contraseña.',
	'signIn.fault.journey':
		'El inicio de sesión con {name} ha tardado demasiado o empezó en otro navegador. Empiece de nuevo.',
	'signIn.fault.refused':
		'{name} no ha permitido el acceso. Empiece de nuevo o consulte a quien administra su cuenta allí.',
	'signIn.fault.invalid':
		'La respuesta de {name} no es de fiar y no se ha iniciado sesión. Empiece de nuevo; si se repite, avise a quien administra Atalaya.',
	'signIn.fault.unverified':
		'{name} no ha confirmado su correo. Confírmelo allí y empiece de nuevo.',
	'signIn.fault.unknown':
		'Su correo no está dado de alta aquí. Consulte a quien administra Atalaya.',
	'signIn.fault.inactive': 'Su cuenta no está activa. Consulte a quien administra Atalaya.',
	'signIn.fault.own-sign-in':
		'Esta cuenta tiene segundo paso o es de administración: entre con su contraseña.',
	'signIn.fault.other-account':
		'Su correo está vinculado a otra cuenta de {name}. Entre con ella o consulte a quien administra Atalaya.',
	'signIn.code.title': 'Segundo paso',
	'signIn.code.text':
		'Escriba las seis cifras que muestra ahora su aplicación de autenticación, o uno de sus códigos de recuperación.',
	'signIn.code.label': 'Código',
	'signIn.code.enter': 'Continuar',
	'signIn.code.wrong':
		'Ese código no es correcto o ya se ha usado. Espere al siguiente y vuelva a intentarlo.',
	'signIn.code.again': 'Empezar de nuevo',
	'signIn.away.title': 'Camino de {name}',
	'signIn.away.link': 'Continuar a {name}',
	'signIn.welcome.first': 'Le damos la bienvenida a Atalaya',
	'signIn.welcome.firstText':
		'Va a administrar esta instalación. Este enlace funciona una sola vez.',
	'signIn.welcome.invitation': 'Le damos la bienvenida, {name}',
	'signIn.welcome.invitationText':
		'Elija la contraseña con la que va a entrar. Este enlace funciona una sola vez.',
	'signIn.welcome.newPassword': 'Nueva contraseña de {name}',
	'signIn.welcome.newPasswordText':
		'Se cierran todas sus sesiones, y este enlace funciona una sola vez.',
	'signIn.welcome.name': 'Nombre y apellidos',
	'signIn.welcome.enter': 'Guardar y entrar',
	'signIn.welcome.gone': 'Este enlace ya no funciona',
	'signIn.welcome.goneText':
		'Ya se ha usado, hay otro más nuevo o ha caducado. Pida uno nuevo a quien administra Atalaya; en el servidor, «npm run admin-link» muestra uno.',
	'signIn.email.invalid': 'Escriba un correo como ana@example.org.',
	'signIn.email.taken': 'Otra persona ya entra con ese correo.',
	'signIn.name.missing': 'Escriba su nombre.',
	'signIn.new.password': 'Contraseña nueva',
	'signIn.new.repeated': 'Repita la contraseña',
	'signIn.new.rules':
		'Al menos {least} caracteres; una frase se recuerda bien. Ni su nombre ni su correo, ni una de las contraseñas que todo el mundo prueba primero. Mayúsculas, cifras y signos, a su gusto.',
	'signIn.new.short': 'Es demasiado corta: al menos {least} caracteres.',
	'signIn.new.long': 'Es demasiado larga: {most} caracteres como máximo.',
	'signIn.new.common':
		'Es de las primeras que se prueban, o repite unos pocos caracteres. Elija otra.',
	'signIn.new.personal': 'Es su nombre, su correo o el nombre de Atalaya. Elija otra.',
	'signIn.new.different': 'Las dos no coinciden.',
	'signIn.account.title': 'Su cuenta',
	'signIn.account.name': 'Nombre',
	'signIn.account.role': 'Perfil',
	'signIn.account.teams': 'Equipos',
	'signIn.account.allTeams': 'Toda la empresa',
	'signIn.account.noTeams': 'Ninguno',
	'signIn.account.provider': 'Cuenta vinculada',
	'signIn.account.demo':
		'Es una persona del centro de demostración: no hay contraseña que cambiar y la sesión termina con la demostración.',
	'signIn.account.withoutPassword':
		'Entra con {name}: la contraseña y el segundo paso se gestionan allí.',
	'signIn.account.theProvider': 'su proveedor',
	'signIn.account.present': 'Contraseña actual',
	'signIn.account.wrong': 'La contraseña actual no es correcta.',
	'signIn.account.password': 'Cambiar la contraseña',
	'signIn.account.passwordText': 'Se cierran todas sus demás sesiones.',
	'signIn.account.passwordSave': 'Cambiar',
	'signIn.account.passwordDone': 'La contraseña ha cambiado y se han cerrado las demás sesiones.',
	'signIn.factor.title': 'Verificación en dos pasos',
	'signIn.factor.off':
		'Desactivada. Si la activa, al entrar con su contraseña se pide además un código de una aplicación de su teléfono.',
	'signIn.factor.on': {
		one: 'Activada. Queda {n} código de recuperación.',
		other: 'Activada. Quedan {n} códigos de recuperación.'
	},
	'signIn.factor.begin': 'Activar',
	'signIn.factor.scan':
		'Lea esta imagen con la aplicación de autenticación, o escriba en ella la clave. Después escriba las seis cifras que muestra.',
	'signIn.factor.picture': 'Código QR con la clave',
	'signIn.factor.key': 'Clave',
	'signIn.factor.confirm': 'Confirmar',
	'signIn.factor.wrong':
		'Ese código no es correcto. Compruebe la hora del teléfono y escriba el siguiente.',
	'signIn.factor.again':
		'Esta activación se ha sustituido por otra o ya está hecha. Empiece de nuevo.',
	'signIn.factor.codes': 'Sus códigos de recuperación',
	'signIn.factor.codesText':
		'Se muestran solo esta vez. Imprímalos o apúntelos: cada uno permite entrar una vez sin el teléfono.',
	'signIn.factor.renew': 'Códigos de recuperación nuevos',
	'signIn.factor.remove': 'Desactivar',
	'signIn.factor.removed': 'La verificación en dos pasos está desactivada.',
	'signIn.sessions.title': 'Sus sesiones',
	'signIn.sessions.text': 'Dónde tiene la sesión abierta. Cierre las que no reconozca.',
	'signIn.sessions.this': 'este navegador',
	'signIn.sessions.address': 'Dirección',
	'signIn.sessions.method': 'Entrada',
	'signIn.sessions.used': 'Último uso',
	'signIn.sessions.password': 'con la contraseña',
	'signIn.sessions.oidc': 'con el proveedor',
	'signIn.sessions.link': 'con un enlace',
	'signIn.sessions.demo': 'de la demostración',
	'signIn.sessions.end': 'Cerrar',
	'signIn.sessions.endOne': 'Cerrar la sesión de {browser}',
	'signIn.sessions.endAll': 'Cerrar sesión en todas partes',
	'signIn.sessions.ended': 'La sesión se ha cerrado.',
	'signIn.sessions.unknown': 'Desconocido'
} as const;
