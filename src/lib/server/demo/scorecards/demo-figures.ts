/** The figures of the demo centre, month by month: whole people, hours and answers, so that they add up over nodes. */
import { COMPANY } from '#lib/domain/access/team.ts';
import type { PresetFigure } from '#lib/domain/scorecard/presets/figures.ts';
import type { DemoPerson } from '../demo-centre.ts';
import { chance } from '../quality/chance.ts';
import { COMPLIANCE, HUMAN_RESOURCES, PLANNING, QUALITY } from './colleagues.ts';
import { MONTHS_BACK } from './demo-month.ts';

/** Agents by client; the sixty of the demo. */
const HEADS = {
	'demo-hogar': 28,
	'demo-fieles': 10,
	'demo-online': 14,
	'demo-guardia': 8
} as const;
/** Contacts a month by client, roughly. */
const CONTACTS = {
	'demo-hogar': 25_800,
	'demo-fieles': 9800,
	'demo-online': 19_200,
	'demo-guardia': 2600
} as const;
type Client = keyof typeof HEADS;
const CLIENTS = Object.keys(HEADS) as Client[];
const HOURS_A_MONTH = 148;

export interface DemoNumbers {
	readonly numerator: number;
	readonly denominator: number;
}

export interface DemoFigure {
	readonly code: PresetFigure;
	readonly by: DemoPerson;
	/** Nodes it is told for. */
	readonly teams: readonly string[];
	/** Comes in a file; otherwise it is typed in. */
	readonly isImported: boolean;
	/** Of the month named in words. */
	readonly source: (month: string) => string;
	/** Folder of the evidence. */
	readonly folder: string;
	/** `step`: 0 is the oldest month, MONTHS_BACK − 1 the last whole one. */
	readonly numbers: (team: string, step: number) => DemoNumbers;
}

/** 0 at the oldest month, 1 at the last one. */
const progress = (step: number): number => step / (MONTHS_BACK - 1);
const between = (from: number, to: number, step: number): number =>
	from + (to - from) * progress(step);
/** −1..1, the same for the same words. */
const sway = (...words: readonly (string | number)[]): number => 2 * chance(...words) - 1;
/** A whole number near it, by chance, so that small nodes are right in the long run. */
const whole = (value: number, ...words: readonly (string | number)[]): number =>
	Math.max(0, Math.floor(value + chance('whole', ...words)));
const headsOf = (team: string): number => HEADS[team as Client];

function share(
	code: string,
	{ from, to, spread }: { readonly from: number; readonly to: number; readonly spread: number },
	amountOf: (team: string, step: number) => number
): DemoFigure['numbers'] {
	return (team, step) => {
		const denominator = Math.round(amountOf(team, step));
		const value = between(from, to, step) + spread * sway(code, team, step);
		const numerator = whole(denominator * value, code, team, step);
		return { denominator, numerator: Math.min(denominator, numerator) };
	};
}

const hoursOf = (team: string): number => headsOf(team) * HOURS_A_MONTH;
/** More are ill in the first months of the series than in its middle. */
const season = (step: number): number => 0.009 * Math.cos((2 * Math.PI * step) / 12);

/** Since the oldest month: people leave one at a time, and not all clients lose theirs in the same month. */
function leaversUntil(team: string, step: number): number {
	let sum = chance('leavers', team);
	for (let at = 0; at <= step; at++) sum += (headsOf(team) * between(0.36, 0.22, at)) / 12;
	return Math.floor(sum);
}

/** Found in the file of the month. */
const OF_PEOPLE = {
	by: HUMAN_RESOURCES,
	teams: CLIENTS,
	isImported: true,
	source: (month: string) => `Cierre de nómina de ${month}`,
	folder: 'recursos-humanos/cierres'
} as const;
const OF_PLANNING = {
	by: PLANNING,
	teams: CLIENTS,
	isImported: true,
	source: (month: string) => `Cuadrante y control horario de ${month}`,
	folder: 'planificacion/cierres'
} as const;
const OF_LAW = { by: COMPLIANCE, teams: [COMPANY], isImported: false } as const;

export const DEMO_FIGURES: readonly DemoFigure[] = [
	{
		...OF_PEOPLE,
		code: 'turnover',
		numbers: (team, step) => ({
			denominator: headsOf(team),
			numerator: leaversUntil(team, step) - leaversUntil(team, step - 1)
		})
	},
	{
		...OF_PLANNING,
		code: 'absenteeism',
		numbers: (team, step) => {
			const denominator = hoursOf(team);
			const value = between(0.079, 0.058, step) + season(step) + 0.006 * sway('absent', team, step);
			return { denominator, numerator: Math.round(denominator * value) };
		}
	},
	{
		...OF_PEOPLE,
		...{ code: 'enps', isImported: false, folder: 'recursos-humanos/pulso' },
		source: (month) => `Pulso de clima de ${month}, encuesta anónima`,
		teams: ['demo-madrid', 'demo-sevilla'],
		numbers: (team, step) => {
			const denominator =
				(team === 'demo-madrid' ? 29 : 16) + Math.floor(5 * chance('ans', team, step));
			const value = between(-0.04, 0.16, step) + 0.07 * sway('enps', team, step);
			return { denominator, numerator: Math.round(denominator * value) };
		}
	},
	{
		...OF_PEOPLE,
		...{ code: 'training_hours', isImported: false, folder: 'formacion/partes' },
		source: (month) => `Partes de formación de ${month}`,
		numbers: (team, step) => {
			const denominator = headsOf(team);
			const hours = between(1.7, 2.8, step) + 0.5 * sway('training', team, step);
			return { denominator, numerator: Math.round(denominator * hours) };
		}
	},
	{
		...OF_PLANNING,
		code: 'multiskill',
		numbers: (team, step) => {
			const denominator = headsOf(team);
			return { denominator, numerator: Math.round(denominator * between(0.26, 0.44, step)) };
		},
		source: (month) => `Matriz de especialidades a fin de ${month}`
	},
	{
		...{ code: 'coaching_on_time', by: QUALITY, teams: CLIENTS, isImported: false },
		source: (month) => `Seguimiento de acompañamientos de ${month}`,
		folder: 'calidad/acompanamientos',
		numbers: share('coaching', { from: 0.66, to: 0.86, spread: 0.05 }, (team, step) =>
			Math.max(4, headsOf(team) * 0.6 + 2 * sway('assigned', team, step))
		)
	},
	{
		...OF_PLANNING,
		code: 'forecast_error',
		source: (month) => `Previsto y recibido por media hora, ${month}`,
		numbers: share('forecast', { from: 0.118, to: 0.074, spread: 0.011 }, (team, step) =>
			Math.round(CONTACTS[team as Client] * (1 + 0.07 * sway('volume', team, step)))
		)
	},
	{
		...OF_LAW,
		code: 'human_on_request',
		source: (month) => `Registro del sistema automático, ${month}`,
		folder: 'cumplimiento/atencion-personal',
		numbers: share('human', { from: 0.955, to: 0.991, spread: 0.004 }, (team, step) =>
			Math.round(1850 + 140 * sway('asked', team, step))
		)
	},
	{
		...OF_LAW,
		code: 'calls_cut_for_wait',
		source: (month) => `Motivos de fin de llamada de la centralita, ${month}`,
		folder: 'cumplimiento/centralita',
		numbers: (team, step) => ({
			denominator: Math.round(36_400 + 1900 * sway('calls', team, step)),
			// The exchange ended long waits by itself until it was set otherwise.
			numerator: step < MONTHS_BACK - 5 ? whole(58 + 20 * sway('cut', step), 'cut', step) : 0
		})
	},
	{
		...OF_LAW,
		code: 'law_reviews',
		source: (month) => `Lista de comprobación de ${month}`,
		folder: 'cumplimiento/ley-10-2025',
		numbers: (_team, step) => ({
			denominator: 24,
			numerator: Math.round(between(15, 23, step))
		})
	}
];
