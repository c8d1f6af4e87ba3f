/** What work costs in the demo centre, and what its clients pay for it. */
import { COMPANY } from '#lib/domain/access/team.ts';
import type { Clause, ClientContract, Step } from '#lib/domain/scorecard/money/contract.ts';
import type { CostRate } from '#lib/domain/scorecard/money/cost-rate.ts';
import type { Price } from '#lib/domain/scorecard/money/price.ts';
import type { NewContract, NewRate } from '../../scorecards/money/money-store.ts';
import type { DemoCalendar } from './demo-month.ts';

/** Before the first figure, so that every month has its rates. */
const BEGINNING = -18;
const AGREEMENT = -6;

/** Whoever answers several conversations at once costs each of them less than an hour of work. */
const ONE_BY_ONE = ['voice', 'email'];
const SEVERAL_AT_ONCE = ['chat', 'whatsapp', 'social'];

type Told = Pick<CostRate, 'kind' | 'name' | 'basis' | 'cents'>;

/** An agreement raised wages half a year ago, and the lines became cheaper. */
export function demoRates({ day }: DemoCalendar): NewRate[] {
	const rate = (offset: number, told: Told, channels: readonly string[] = []): NewRate => ({
		...{ team: COMPANY, validFrom: day(offset, 1) },
		rate: { ...told, channels: [...channels] }
	});
	const wages = (name: string, cents: number): Told => ({
		...{ kind: 'labour', basis: 'handlingHour', name, cents }
	});
	const lines = (cents: number): Told => ({
		...{ kind: 'telecom', name: 'Líneas 900', basis: 'contact', cents }
	});
	return [
		rate(BEGINNING, wages('Hora de gestión, de una en una', 2350), ONE_BY_ONE),
		rate(AGREEMENT, wages('Hora de gestión, de una en una', 2475), ONE_BY_ONE),
		rate(BEGINNING, wages('Hora de gestión, varias a la vez', 1060), SEVERAL_AT_ONCE),
		rate(AGREEMENT, wages('Hora de gestión, varias a la vez', 1115), SEVERAL_AT_ONCE),
		rate(BEGINNING, lines(34), ['voice']),
		rate(AGREEMENT, lines(27), ['voice']),
		rate(BEGINNING, { kind: 'telecom', name: 'Mensajes de WhatsApp', basis: 'contact', cents: 6 }, [
			'whatsapp'
		]),
		rate(
			BEGINNING,
			{ kind: 'licences', name: 'Centralita y grabación', basis: 'handlingHour', cents: 145 },
			['voice']
		),
		rate(
			BEGINNING,
			{ kind: 'licences', name: 'Bandeja digital', basis: 'handlingHour', cents: 70 },
			['chat', 'whatsapp', 'email', 'social']
		),
		rate(BEGINNING, {
			...{ kind: 'overhead', name: 'Local, mandos y estructura', basis: 'paidHour', cents: 240 }
		})
	];
}

const perContact = (channels: readonly string[], cents: number): Price => ({
	...{ basis: 'contact', channels: [...channels], cents }
});

/** `from` null: the lowest band. Effects in hundredths of a per cent of what is billed. */
const bands = (...list: readonly (readonly [number | null, number])[]): Step[] =>
	list.map(([from, basisPoints]) => ({ from, effect: { kind: 'share', basisPoints } }));

const clause = (
	metric: string,
	steps: Step[],
	{ channels = [], leastN = 100 }: { channels?: readonly string[]; leastN?: number } = {}
): Clause => ({ metric, channels: [...channels], queues: [], leastN, steps });

const VOICE_PROMISES: readonly Clause[] = [
	clause('service_level', bands([null, -500], [0.7, -200], [0.8, 0], [0.9, 150]), {
		channels: ['voice']
	}),
	clause('abandon_rate', bands([null, 100], [0.04, 0], [0.07, -250]), { channels: ['voice'] }),
	clause('csat', bands([null, -150], [0.7, 0], [0.85, 100]), { leastN: 30 })
];

const hogar = (cents: number, clauses: readonly Clause[]): ClientContract => ({
	...{ name: 'Brisalia Hogar: ventas y soporte', clauses: [...clauses] },
	terms: [perContact(['voice'], cents)],
	...{ penaltyCap: 800, bonusCap: 300 }
});

/** A client of its own each; that of Brisalia Hogar was negotiated anew. */
export function demoContracts({ day }: DemoCalendar): NewContract[] {
	const [voice] = VOICE_PROMISES;
	return [
		{
			...{ team: 'demo-hogar', validFrom: day(BEGINNING, 1) },
			contract: hogar(425, voice ? [voice] : [])
		},
		{
			...{ team: 'demo-hogar', validFrom: day(-8, 1) },
			contract: hogar(440, VOICE_PROMISES)
		},
		{
			...{ team: 'demo-fieles', validFrom: day(BEGINNING, 1) },
			contract: {
				name: 'Brisalia Clientes: facturación',
				terms: [perContact(['voice'], 405)],
				clauses: [
					clause('abandon_rate', bands([null, 50], [0.05, 0], [0.09, -200]), {
						channels: ['voice']
					})
				],
				...{ penaltyCap: 500, bonusCap: 200 }
			}
		},
		{
			...{ team: 'demo-online', validFrom: day(BEGINNING, 1) },
			contract: {
				name: 'Brisalia Online: canales digitales',
				terms: [
					perContact(['chat', 'whatsapp'], 290),
					perContact(['email'], 430),
					perContact(['social'], 165)
				],
				clauses: [
					clause('service_level', bands([null, -300], [0.7, 0], [0.9, 100])),
					clause('csat', bands([null, -100], [0.65, 0], [0.85, 100]), { leastN: 30 })
				],
				...{ penaltyCap: 600, bonusCap: 200 }
			}
		}
	];
}
