/** Enters the figures of the demo month by month and has another person approve them, as people do. */
import { TZDate } from '@date-fns/tz';
import type { Entry } from '#lib/domain/scorecard/figures/figure-value.ts';
import { isLevel } from '#lib/domain/scorecard/figures/figure.ts';
import type { Month } from '#lib/domain/scorecard/month.ts';
import { plusMonths } from '#lib/domain/scorecard/month.ts';
import type { DemoPerson } from '../demo-centre.ts';
import type { SeenValue } from '../../scorecards/figures/value-store.ts';
import type { StoredFigure } from '../../scorecards/figures/stored-figure.ts';
import { DIRECTOR, FINANCE, actorOf } from './colleagues.ts';
import { DEMO_FIGURES } from './demo-figures.ts';
import type { DemoFigure } from './demo-figures.ts';
import { MONTHS_BACK, monthInWords } from './demo-month.ts';
import type { SeedWork } from './seed-scorecards.ts';

/** Days of the month after. */
const ENTERED = 5;
const APPROVED = 8;
const CORRECTED = 9;
/** Months before the running one. */
const LAST = -1;
const REFUSED = -2;

/** The training of one client was told late and waits; one report counted something else and was refused. */
const WAITS = { code: 'training_hours', team: 'demo-online' } as const;
const WRONG = { code: 'coaching_on_time', team: 'demo-fieles' } as const;
const ESTIMATED = { code: 'absenteeism', team: 'demo-guardia' } as const;
const WHY_REFUSED =
	'El informe cuenta los cerrados en 10 días. La definición pide 7: hace falta el corte de siete días.';

interface Line {
	readonly figure: DemoFigure;
	readonly stored: StoredFigure;
	readonly team: string;
}

const is = ({ figure, team }: Line, one: { code: string; team: string }): boolean =>
	figure.code === one.code && team === one.team;

const instant = (month: Month, day: number, zone: string): number =>
	new TZDate(Number(month.slice(0, 4)), Number(month.slice(5)) - 1, day, 10, zone).getTime();

function entryOf({ figure, stored, team }: Line, month: Month, offset: number): Entry {
	const { numerator, denominator } = figure.numbers(team, MONTHS_BACK + offset);
	const words = monthInWords(month);
	return {
		...{ numerator, denominator, n: denominator },
		isEstimate: offset === LAST && is({ figure, stored, team }, ESTIMATED),
		isVoid: false,
		source: isLevel(stored.figure.adding)
			? `${figure.source(words)} (último día)`
			: figure.source(words),
		evidence: `https://intranet.brisalia.example/${figure.folder}/${month}`
	};
}

/** Refused at first, and entered again with the right numbers. */
async function enterRefused(work: SeedWork, line: Line, month: Month): Promise<void> {
	const { desks, zone } = work;
	const { figure, stored, team } = line;
	const next = plusMonths(month, 1);
	const spot = { figure: stored.id, team, month };
	const right = entryOf(line, month, REFUSED);
	const wrong = {
		...right,
		numerator: right.denominator ?? right.numerator,
		source: `${right.source}, corte de diez días`
	};
	desks.goTo(instant(next, ENTERED, zone));
	await enter(work, [{ ...spot, entry: wrong, basedOn: 0 }], { by: figure.by, file: null });
	desks.goTo(instant(next, APPROVED, zone));
	const refusal = { decision: 'refused', why: WHY_REFUSED } as const;
	await desks.figures.values.decide({ ...spot, revision: 1 }, refusal, actorOf(DIRECTOR));
	desks.goTo(instant(next, CORRECTED, zone));
	await enter(work, [{ ...spot, entry: right, basedOn: 1 }], { by: figure.by, file: null });
	await approve(work, [{ ...spot, revision: 2 }]);
}

type Values = Parameters<SeedWork['desks']['figures']['values']['enter']>[0];

async function enter(
	{ desks }: SeedWork,
	values: Values,
	{ by, file }: { readonly by: DemoPerson; readonly file: string | null }
): Promise<void> {
	const entered = await desks.figures.values.enter(values, { file }, actorOf(by));
	if (!entered.ok) throw new Error(`figures of the demo were refused: ${entered.reason}`);
}

async function approve({ desks, breathe }: SeedWork, values: readonly SeenValue[]): Promise<void> {
	for (const value of values) {
		const as = { decision: 'approved', why: '' } as const;
		const done = await desks.figures.values.decide(value, as, actorOf(FINANCE));
		if (done !== 'done') throw new Error(`a figure of the demo was not approved: ${done}`);
		await breathe();
	}
}

/** What came in one file, or was typed in by one person. */
async function enterMonth(work: SeedWork, lines: readonly Line[], offset: number): Promise<void> {
	const month = work.calendar.month(offset);
	const next = plusMonths(month, 1);
	const groups = new Map<string, Line[]>();
	for (const line of lines) {
		const { by, isImported } = line.figure;
		const key = `${by.id}|${isImported}`;
		groups.set(key, [...(groups.get(key) ?? []), line]);
	}
	for (const group of groups.values()) {
		const usual = group.filter((line) => offset !== REFUSED || !is(line, WRONG));
		const [first] = usual;
		if (!first) continue;
		const { by, isImported, folder } = first.figure;
		const spots = usual.map((line) => ({ figure: line.stored.id, team: line.team, month, line }));
		work.desks.goTo(instant(next, ENTERED, work.zone));
		await enter(
			work,
			spots.map(({ line, ...spot }) => ({
				...spot,
				entry: entryOf(line, month, offset),
				basedOn: 0
			})),
			{ by, file: isImported ? `${folder.split('/')[0] ?? ''}-${month}.csv` : null }
		);
		work.desks.goTo(instant(next, APPROVED, work.zone));
		const decided = spots.filter(({ line }) => offset !== LAST || !is(line, WAITS));
		await approve(
			work,
			decided.map(({ figure, team }) => ({ figure, team, month, revision: 1 }))
		);
	}
	for (const line of lines.filter((one) => offset === REFUSED && is(one, WRONG)))
		await enterRefused(work, line, month);
}

/** Of the figures there are; those of a preset nobody has are left out. Returns how many values were entered. */
export async function enterFigures(work: SeedWork): Promise<number> {
	const stored = await work.desks.figures.definitions.list();
	const lines = DEMO_FIGURES.flatMap((figure): Line[] => {
		const one = stored.find((found) => found.figure.code === figure.code);
		return one ? figure.teams.map((team) => ({ figure, stored: one, team })) : [];
	});
	for (let offset = -MONTHS_BACK; offset <= LAST; offset++) await enterMonth(work, lines, offset);
	return lines.length * MONTHS_BACK;
}
