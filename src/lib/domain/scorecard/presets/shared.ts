/** Measures that several presets have, with the numbers of kpi-science §5.3; each names where they come from. */
import { LEAST_ANSWERS } from '../content-hints.ts';
import { band, figure, metric, percent, ramp, words } from './preset.ts';
import type { PresetMeasure } from './preset.ts';

/** Contacts below which a share says little of a month. */
const LEAST_CONTACTS = 100;
/** Drawn evaluations below which a mean says little of a centre. */
const LEAST_EVALUATIONS = 30;

export const FCR: PresetMeasure = {
	...{ id: 'fcr', source: metric('fcr'), target: percent(60, 75, 80), timing: 'lag' },
	...{ leastN: LEAST_CONTACTS, isCritical: true },
	description: words(
		'SQM: buena de 70 a 79 %, excelente desde 80 %. No es una meta de cada agente.',
		'SQM: good from 70 to 79 %, world class from 80 %. Not a target of single agents.',
		'SQM: boa de 70 a 79 %, excelente a partir de 80 %. Não é meta de cada agente.'
	)
};

export const SERVICE_LEVEL: PresetMeasure = {
	...{ id: 'service-level', source: metric('service_level'), target: percent(65, 80, 90) },
	...{ timing: 'lead', leastN: LEAST_CONTACTS },
	description: words(
		'80/20 tradicional; los mejores, 80/15 o 90/15. El umbral es el de cada cola.',
		'Traditional 80/20; leaders 80/15 or 90/15. The threshold is that of each queue.',
		'80/20 tradicional; os melhores, 80/15 ou 90/15. O limite é o de cada fila.'
	)
};

export const ABANDON_RATE: PresetMeasure = {
	...{ id: 'abandon-rate', source: metric('abandon_rate'), target: percent(8, 5, 3) },
	...{ timing: 'lead', leastN: LEAST_CONTACTS },
	description: words(
		'De 3 a 5 % aceptable; menos de 3 %, excelente.',
		'From 3 to 5 % acceptable; below 3 %, best.',
		'De 3 a 5 % aceitável; menos de 3 %, excelente.'
	)
};

export const CSAT: PresetMeasure = {
	...{ id: 'csat', source: metric('csat'), target: percent(70, 85, 90), timing: 'lag' },
	leastN: LEAST_ANSWERS,
	description: words(
		'Los dos mejores puntos de cinco. Referencia SQM: 85 % con la mejor respuesta; la escala no es la misma.',
		'Top two of five points. SQM reference: 85 % top box; the scale is not the same.',
		'Os dois melhores pontos de cinco. Referência SQM: 85 % na melhor resposta; a escala não é a mesma.'
	)
};

export const NPS: PresetMeasure = {
	...{ id: 'nps', source: metric('nps'), target: percent(0, 30, 50), timing: 'lag' },
	leastN: LEAST_ANSWERS,
	description: words(
		'Depende mucho del sector: ajústela a la propia serie.',
		'Depends much on the sector: set it by your own history.',
		'Depende muito do setor: ajuste à própria série.'
	)
};

export const CES: PresetMeasure = {
	...{ id: 'ces', source: metric('ces'), target: ramp(4, 5.5, 6), timing: 'lag' },
	leastN: LEAST_ANSWERS
};

export const QUALITY: PresetMeasure = {
	...{ id: 'qa-score', source: metric('qa_score'), target: percent(75, 88, 95), timing: 'lead' },
	leastN: LEAST_EVALUATIONS,
	description: words(
		'Solo evaluaciones al azar: las dirigidas no representan al conjunto.',
		'Random evaluations only: targeted ones do not stand for the whole.',
		'Somente avaliações aleatórias: as dirigidas não representam o conjunto.'
	)
};

/** Critical-error accuracy, by whom the error would harm. */
export const criticalAccuracy = (whom: 'customer' | 'business' | 'compliance'): PresetMeasure => ({
	...{ id: `critical-${whom}`, source: metric(`critical_accuracy_${whom}`), timing: 'lead' },
	...{ target: percent(90, 96, 99), leastN: LEAST_EVALUATIONS, isCritical: true }
});

export const OCCUPANCY: PresetMeasure = {
	...{ id: 'occupancy', source: metric('occupancy'), timing: 'lead' },
	target: band(0.6, 0.75, 0.85, 0.95),
	description: words(
		'Banda de 75 a 85 %: por encima de 90 % la plantilla se agota.',
		'A band of 75 to 85 %: above 90 % people burn out.',
		'Faixa de 75 a 85 %: acima de 90 % a equipe se esgota.'
	)
};

export const ADHERENCE: PresetMeasure = {
	...{ id: 'adherence', source: metric('adherence'), target: percent(85, 92, 95) },
	timing: 'lead',
	description: words('Lo usual: de 85 a 95 %.', 'Usual: 85 to 95 %.', 'O usual: de 85 a 95 %.')
};

/** Shown, and never judged: a target of handle time makes people hurry. */
export const HANDLE_TIME: PresetMeasure = {
	...{ id: 'aht', source: metric('aht'), target: null, timing: 'lead', weight: 0 },
	description: words(
		'Sin meta a propósito: sirve para planificar; como meta de cada agente empeora la resolución.',
		'Without a target on purpose: it is for planning; as a target of agents it harms resolution.',
		'Sem meta de propósito: serve para planejar; como meta de cada agente piora a resolução.'
	)
};

export const FORECAST_ERROR: PresetMeasure = {
	...{ id: 'forecast-error', source: figure('forecast_error'), target: percent(15, 7, 4) },
	timing: 'lead'
};

export const TURNOVER: PresetMeasure = {
	...{ id: 'turnover', source: figure('turnover'), target: percent(45, 25, 15), timing: 'lag' },
	description: words(
		'De 30 a 45 % es lo que se suele citar del sector; compárese con la propia serie.',
		'30 to 45 % is what is usually said of the industry; compare with your own history.',
		'De 30 a 45 % é o que se costuma citar do setor; compare com a própria série.'
	)
};

export const ABSENTEEISM: PresetMeasure = {
	...{ id: 'absenteeism', source: figure('absenteeism'), target: percent(10, 6, 4) },
	timing: 'lag'
};

export const ENGAGEMENT: PresetMeasure = {
	...{ id: 'enps', source: figure('enps'), target: percent(-10, 20, 40), timing: 'lead' }
};

export const TRAINING: PresetMeasure = {
	...{ id: 'training', source: figure('training_hours'), target: ramp(1, 3, 5), timing: 'lead' }
};

export const MULTISKILL: PresetMeasure = {
	...{ id: 'multiskill', source: figure('multiskill'), target: percent(20, 45, 65) },
	timing: 'lead'
};

export const COACHING: PresetMeasure = {
	...{ id: 'coaching', source: figure('coaching_on_time'), target: percent(60, 90, 98) },
	timing: 'lead'
};

export const KAPLAN_NORTON = words(
	'Kaplan y Norton, The Balanced Scorecard (1996): cuatro perspectivas, de 20 a 25 indicadores como mucho.',
	'Kaplan and Norton, The Balanced Scorecard (1996): four perspectives, 20 to 25 measures at most.',
	'Kaplan e Norton, The Balanced Scorecard (1996): quatro perspectivas, de 20 a 25 indicadores no máximo.'
);
export const SQM_GROUP = words(
	'SQM Group: resolución en primer contacto, buena de 70 a 79 %, excelente desde 80 %; satisfacción desde 85 %.',
	'SQM Group: first contact resolution good from 70 to 79 %, world class from 80 %; satisfaction from 85 %.',
	'SQM Group: resolução no primeiro contato, boa de 70 a 79 %, excelente a partir de 80 %; satisfação a partir de 85 %.'
);
export const WFM_LABS = words(
	'wiki.wfmlabs.org: nivel de servicio 80/20, abandono de 3 a 5 %.',
	'wiki.wfmlabs.org: service level 80/20, abandonment of 3 to 5 %.',
	'wiki.wfmlabs.org: nível de serviço 80/20, abandono de 3 a 5 %.'
);
export const COPC = words(
	'COPC: errores críticos para el cliente, el negocio y el cumplimiento.',
	'COPC: errors critical to customer, business and compliance.',
	'COPC: erros críticos para o cliente, o negócio e a conformidade.'
);
export const OWN_PROPOSAL = words(
	'El resto de los números es una propuesta de partida: ajústelos a la propia serie antes de juzgar con ellos.',
	'The other numbers are a proposal to begin with: set them by your own history before you judge by them.',
	'Os demais números são uma proposta inicial: ajuste-os à própria série antes de julgar com eles.'
);
