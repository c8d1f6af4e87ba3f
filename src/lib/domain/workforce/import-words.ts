/** The words by which files in Spanish, English and Portuguese name activities and the columns of a table. */
import type { ScheduledActivity } from './import-activity.ts';

/** Without accents, capitals and anything but letters and figures between single spaces. */
export const plainWords = (text: string): string =>
	text
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();

const ACTIVITY_WORDS: Readonly<Record<ScheduledActivity, string>> = {
	on_queue:
		'on queue|queue|cola|en cola|turno|shift|jornada|trabajo|work|working|atencion|llamadas|calls|telefono|phone|voz|voice|fila|em fila|na fila|atendimento|expediente|servicio|servico|productivo|disponible|available|en linea|linea',
	break: 'break|descanso|pausa|intervalo|rest|coffee|cafe|desayuno|merienda|lanche|pvd',
	meal: 'meal|lunch|lunch break|dinner|comida|almuerzo|cena|colacion|almoco|refeicao|jantar|pausa comida|pausa de comida|pausa almuerzo|pausa para comer|descanso comida|intervalo de almoco',
	meeting:
		'meeting|team meeting|reunion|reunion de equipo|reuniao|junta|briefing|huddle|traspaso|relevo',
	training:
		'training|formacion|capacitacion|entrenamiento|curso|course|treinamento|formacao|capacitacao|induccion|onboarding',
	coaching:
		'coaching|coaching session|tutoria|mentoria|feedback|one to one|one on one|1 1|1on1|acompanamiento|acompanhamento',
	backoffice:
		'backoffice|back office|administrativo|tareas administrativas|gestion|admin|papeleo|retaguarda|tarefas administrativas',
	time_off:
		'time off|day off|off|vacation|vacations|annual leave|holiday|holidays|pto|leave|sick|sick leave|vacaciones|festivo|libre|dia libre|libranza|permiso|baja|baja medica|ausencia|licencia|asuntos propios|descanso semanal|ferias|feriado|folga|licenca|baixa|atestado'
};

const BY_WORD = new Map(
	Object.entries(ACTIVITY_WORDS).flatMap(([activity, words]) =>
		words.split('|').map((word) => [word, activity as ScheduledActivity] as const)
	)
);
/** The more words a name has the more it says: `descanso semanal` before `descanso`. */
const LONGEST_FIRST = [...BY_WORD.keys()].sort(
	(a, b) => b.split(' ').length - a.split(' ').length || b.length - a.length
);

/** Null for what names none. `Descanso (15 min)` and `Ana · Formación` name one. */
export function activityOf(text: string): ScheduledActivity | null {
	const plain = plainWords(text);
	const exact = BY_WORD.get(plain);
	if (exact) return exact;
	const padded = ` ${plain} `;
	const within = LONGEST_FIRST.find((word) => padded.includes(` ${word} `));
	return within === undefined ? null : (BY_WORD.get(within) ?? null);
}

export const COLUMNS = ['agent', 'date', 'start', 'end', 'activity', 'zone'] as const;
export type Column = (typeof COLUMNS)[number];

const COLUMN_WORDS: Readonly<Record<Column, string>> = {
	agent:
		'agent|agent id|agente|id agente|id de agente|id del agente|empleado|employee|operador|colaborador|usuario|user|id|email|e mail|correo|nombre|name|nome|trabajador',
	date: 'date|fecha|data|dia|day|start date|fecha inicio|fecha de inicio|data inicio|data de inicio',
	start:
		'start|start time|from|begin|inicio|hora inicio|hora de inicio|comienzo|entrada|desde|de|inicio turno|hora inicial',
	end: 'end|end time|to|until|fin|final|hora fin|hora de fin|salida|hasta|fim|hora fim|hora de fim|saida|ate|termino|hora final',
	activity:
		'activity|actividad|atividade|tipo|type|concepto|codigo|estado|state|tipo de actividad|subject|asunto',
	zone: 'zone|time zone|timezone|tz|zona|zona horaria|huso|huso horario|fuso|fuso horario'
};

const COLUMN_BY_WORD = new Map(
	Object.entries(COLUMN_WORDS).flatMap(([column, words]) =>
		words.split('|').map((word) => [word, column as Column] as const)
	)
);

/** Null for a heading that is none of the columns. */
export const columnOf = (heading: string): Column | null =>
	COLUMN_BY_WORD.get(plainWords(heading)) ?? null;
