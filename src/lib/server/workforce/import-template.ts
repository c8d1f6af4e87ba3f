/** The table to fill in: headings and one shift as an example, in the language of whoever downloads it. */
import type { LocalText } from '#lib/domain/metrics/metric.ts';

type Language = keyof LocalText;

interface Template {
	readonly header: readonly string[];
	readonly rows: readonly (readonly string[])[];
}

const WORDS: Readonly<
	Record<Language, { header: string[]; shift: string; pause: string; meal: string }>
> = {
	en: {
		header: ['agent', 'date', 'start', 'end', 'activity', 'zone'],
		shift: 'shift',
		pause: 'break',
		meal: 'meal'
	},
	es: {
		header: ['agente', 'fecha', 'inicio', 'fin', 'actividad', 'zona'],
		shift: 'turno',
		pause: 'descanso',
		meal: 'comida'
	},
	pt: {
		header: ['agente', 'data', 'início', 'fim', 'atividade', 'fuso'],
		shift: 'turno',
		pause: 'pausa',
		meal: 'refeição'
	}
};

export function templateRows(
	language: Language,
	{ date, zone }: { readonly date: string; readonly zone: string }
): Template {
	const { header, shift, pause, meal } = WORDS[language];
	const row = (start: string, end: string, activity: string) => [
		'agent-1',
		date,
		start,
		end,
		activity,
		zone
	];
	return {
		header,
		rows: [row('09:00', '17:00', shift), row('11:00', '11:15', pause), row('13:30', '14:00', meal)]
	};
}
