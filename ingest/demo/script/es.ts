import type { Lines } from './lines.ts';

export const SPANISH: Lines = {
	opening: {
		plan: {
			calm: [
				'Hola, quería cambiar mi tarifa de móvil por una con más datos.',
				'Buenas, ¿qué tarifa me conviene si ya casi no llamo?'
			],
			upset: [
				'Llevo un mes pidiendo el cambio de tarifa y nadie me hace caso.',
				'Me prometieron otra tarifa y sigo con la cara, esto es una vergüenza.'
			]
		},
		signup: {
			calm: [
				'Hola, me gustaría contratar fibra para mi casa nueva.',
				'Buenos días, ¿tienen cobertura en mi calle? Quiero darme de alta.'
			],
			upset: [
				'Hice el alta hace dos semanas y sigo sin instalación.',
				'Nadie contesta sobre mi alta y estoy harto de esperar.'
			]
		},
		porting: {
			calm: [
				'Quería traer mi número desde otra compañía.',
				'Hola, ¿cuánto tarda una portabilidad?'
			],
			upset: [
				'Mi portabilidad está parada y me he quedado sin línea. Es inaceptable.',
				'Han rechazado mi portabilidad sin explicarme nada.'
			]
		},
		offer: {
			calm: [
				'He visto la oferta de fibra y móvil, ¿me la podéis explicar?',
				'Hola, ¿qué promociones tenéis este mes?'
			],
			upset: [
				'La oferta que anunciáis no es la que me aplican, me siento engañado.',
				'Me ofrecieron un descuento y no aparece por ningún lado.'
			]
		},
		slow: {
			calm: [
				'Hola, desde ayer internet va un poco lento.',
				'Buenas, no me llegan los megas que tengo contratados.'
			],
			upset: [
				'Internet va fatal, así no se puede trabajar.',
				'Tercera vez que reclamo por la velocidad y todo sigue igual de mal.'
			]
		},
		router: {
			calm: [
				'¿Cómo cambio la contraseña del wifi?',
				'Hola, necesito ayuda para configurar el router nuevo.'
			],
			upset: [
				'El router que me mandasteis no funciona y pierdo la tarde con esto.',
				'El wifi no llega a ninguna habitación, menuda porquería de aparato.'
			]
		},
		tv: {
			calm: [
				'No encuentro el canal de deportes en la tele.',
				'Hola, ¿cómo activo la aplicación de televisión?'
			],
			upset: [
				'La televisión se corta en cada partido, es desesperante.',
				'Pago por canales que no se ven. Una estafa.'
			]
		},
		bill: {
			calm: [
				'Hola, me ha llegado una factura de {amount} € y quería entenderla.',
				'Buenas, ¿por qué sube mi factura este mes?'
			],
			upset: [
				'{amount} € de factura, ¡es un robo!',
				'Otra vez la factura mal. Estoy harta de reclamar siempre lo mismo.'
			]
		},
		doubleCharge: {
			calm: [
				'Creo que me han cobrado dos veces este mes, ¿lo podéis mirar?',
				'Hola, veo dos cargos iguales de {amount} €.'
			],
			upset: [
				'Me han cobrado dos veces y nadie me devuelve el dinero.',
				'Dos cargos de {amount} € y encima me decís que espere. Indignante.'
			]
		},
		complaint: {
			calm: [
				'Quiero presentar una reclamación formal por la atención recibida la semana pasada.',
				'Buenos días, ¿en qué estado está la reclamación que presenté?'
			],
			upset: [
				'Exijo una respuesta por escrito a mi reclamación, llevo días esperando.',
				'Voy a poner una reclamación. Nadie cumple lo que promete.'
			]
		},
		directDebit: {
			calm: [
				'Quería cambiar la cuenta donde se cobra la factura.',
				'Hola, ¿cómo domicilio el recibo?'
			],
			upset: [
				'Cambié la cuenta hace un mes y habéis cobrado en la antigua. Qué desastre.',
				'Me habéis devuelto un recibo por vuestro error y ahora me cobráis recargo.'
			]
		},
		cancel: {
			calm: [
				'Hola, quería información para darme de baja.',
				'Me mudo fuera y necesito cancelar la línea.'
			],
			upset: [
				'Quiero darme de baja ya, no aguanto más este servicio.',
				'Llevo tres llamadas para darme de baja y solo me ponéis trabas.'
			]
		},
		outage: {
			calm: [
				'Hola, estamos sin internet desde hace un rato, ¿hay alguna avería?',
				'Buenas, no tengo línea en el fijo.'
			],
			upset: [
				'Llevamos {hour} horas sin servicio y nadie dice nada.',
				'Sin internet otra vez, perdiendo dinero por vuestra culpa.'
			]
		},
		dropouts: {
			calm: [
				'La conexión se corta de vez en cuando, ¿lo podéis revisar?',
				'Hola, tengo microcortes por las tardes.'
			],
			upset: [
				'Se corta cada diez minutos, no funciona nada.',
				'Cortes, cortes y más cortes. Es horrible trabajar así.'
			]
		},
		technician: {
			calm: [
				'Quería confirmar la hora a la que viene el técnico.',
				'Hola, ¿puedo cambiar la cita del técnico?'
			],
			upset: [
				'El técnico no se ha presentado y he perdido la mañana.',
				'Segunda vez que el técnico no viene. Una falta de respeto.'
			]
		}
	},
	reply: {
		pleased: [
			'Perfecto, muchas gracias.',
			'Genial, eso me sirve mucho.',
			'¡Qué rápido! Te lo agradezco.',
			'Estupendo, muy amable.'
		],
		neutral: [
			'Vale, espero.',
			'Sí, el titular soy yo.',
			'El número de contrato es {number}.',
			'De acuerdo, ¿y qué tengo que hacer?',
			'Ya lo he reiniciado, sigue igual.'
		],
		upset: [
			'Eso ya me lo dijeron la otra vez y no sirvió de nada.',
			'No me lo puedo creer, qué mal servicio.',
			'Sigo esperando y nadie me da una solución.',
			'Estoy muy decepcionado con vosotros.'
		]
	},
	farewell: {
		settled: [
			'Solucionado, gracias por la ayuda.',
			'Perfecto, ya funciona. Muy buena atención.',
			'Todo claro, gracias y buen día.'
		],
		open: [
			'Pues nada, seguiré esperando.',
			'No me habéis resuelto nada, voy a reclamar.',
			'En fin, volveré a escribir mañana.'
		]
	},
	bot: {
		greeting: [
			'Hola, soy el asistente de Brisalia. ¿En qué puedo ayudarte?',
			'Te damos la bienvenida a Brisalia. Cuéntame tu consulta.'
		],
		queued: [
			'Gracias. Te paso con una persona del equipo.',
			'Entendido, en un momento te atiende un agente.'
		]
	},
	agent: {
		greeting: [
			'Hola, soy {name}. Ahora mismo lo miramos.',
			'Buenas, te atiende {name}. Gracias por escribirnos.'
		],
		sorry: [
			'Hola, soy {name}. Siento mucho lo ocurrido, vamos a arreglarlo.',
			'Lamento las molestias. Soy {name} y me encargo personalmente.'
		],
		question: [
			'¿Me confirmas el número de contrato, por favor?',
			'¿Desde cuándo te ocurre?',
			'¿Has podido reiniciar el router?',
			'¿Eres la persona titular de la línea?'
		],
		working: [
			'Dame un minuto, lo estoy comprobando.',
			'Veo tu caso en el sistema, un momento.',
			'Estoy lanzando una prueba de tu línea.'
		],
		settled: [
			'Ya está hecho. Lo verás reflejado en unos minutos.',
			'Listo, queda corregido. Tu referencia es {number}.',
			'Solucionado, ¿puedes comprobarlo?'
		],
		open: [
			'Lo dejo escalado con la referencia {number}; te llamarán.',
			'Necesito que lo revise otro departamento, tardará 48 horas.'
		]
	},
	letter: {
		settled: [
			'Hola, soy {name}. Hemos revisado tu caso y ya está corregido; verás el cambio en tu próximo recibo. Referencia {number}.',
			'Buenos días: queda gestionado lo que nos pedías. Un saludo, {name}.'
		],
		open: [
			'Hola, soy {name}. Hemos trasladado tu caso al departamento correspondiente con la referencia {number}.',
			'Buenos días: necesitamos una copia del recibo para poder continuar. Un saludo, {name}.'
		]
	},
	comment: {
		good: [
			'Muy amables y rápidos.',
			'Me lo resolvieron a la primera.',
			'Excelente trato, gracias.'
		],
		poor: [
			'Demasiada espera y no me lo solucionaron.',
			'Tuve que repetir todo tres veces.',
			'Mal servicio, sigo con el problema.'
		]
	},
	mention: {
		pleased: [
			'Muy contento con Brisalia, instalación en un día.',
			'La atención de Brisalia, un diez. Gracias, equipo.',
			'Por fin una operadora que contesta rápido: Brisalia.'
		],
		neutral: [
			'¿Alguien tiene fibra de Brisalia en el centro? ¿Qué tal va?',
			'Brisalia abre tienda nueva en el barrio.',
			'Comparando tarifas entre Brisalia y Tornafón.'
		],
		upset: [
			'Brisalia me ha cobrado dos veces y nadie contesta.',
			'Dos semanas esperando al técnico de Brisalia. Fatal.',
			'La factura de Brisalia sube cada mes, qué vergüenza.'
		]
	},
	incident: [
		'¿Alguien más sin internet con Brisalia?',
		'Brisalia caída otra vez, sin servicio en todo el barrio.',
		'Sin línea desde hace {hour} horas y Brisalia no dice nada. Penoso.'
	],
	rival: [
		'Tornafón ha subido los precios sin avisar.',
		'Me paso a Tornafón, mejor oferta.',
		'Tornafón lleva todo el día caída, qué desastre.'
	]
};
