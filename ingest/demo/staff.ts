/** The sixty people of the demo centre: invented names, teams, skills and home shifts. */
import { QUEUES } from './queues.ts';

export type HomeShift = 'morning' | 'mid' | 'noon' | 'evening' | 'late' | 'night';

export interface Agent {
	readonly id: string;
	readonly name: string;
	readonly team: string;
	/** Queue ids. */
	readonly queues: readonly string[];
	readonly home: HomeShift;
	/** Days of the week off, 0 is Sunday. */
	readonly daysOff: readonly number[];
	/** Above 1 is slower than the queue's own times. */
	readonly pace: number;
	/** Answers letters first when their window is open. */
	readonly lettersFirst: boolean;
}

const NAMES = [
	'Lucía Andrade',
	'Marcos Belmonte',
	'Elena Carvajal',
	'Iván Doménech',
	'Nuria Escudero',
	'Sergio Fontán',
	'Carmen Galdós',
	'Hugo Herranz',
	'Irene Izquierdo',
	'Javier Jiménez',
	'Paula Keller',
	'Rubén Lafuente',
	'Alba Montesinos',
	'Diego Navarrete',
	'Olga Ortuño',
	'Pablo Peñalver',
	'Raquel Quiroga',
	'Adrián Robledo',
	'Sara Santaolalla',
	'Tomás Urrutia',
	'Vera Valcárcel',
	'Bruno Zabala',
	'Inês Almeida',
	'João Barreto',
	'Beatriz Coutinho',
	'Rui Figueiredo',
	'Mariana Lobo',
	'Tiago Nogueira',
	'Oliver Ashdown',
	'Grace Whitlock',
	'Ainhoa Arrieta',
	'Gonzalo Bermúdez',
	'Cristina Casas',
	'Daniel Del Olmo',
	'Eva Espinosa',
	'Fernando Frías',
	'Gloria Guzmán',
	'Héctor Hidalgo',
	'Isabel Ibarra',
	'Julia Jurado',
	'Lorena Lozano',
	'Miguel Marín',
	'Noelia Naranjo',
	'Óscar Oliva',
	'Patricia Pascual',
	'Quique Quesada',
	'Rosa Rincón',
	'Samuel Sotelo',
	'Teresa Tejero',
	'Ulises Ugarte',
	'Victoria Vidal',
	'Yolanda Yuste',
	'Álvaro Zamora',
	'Catarina Pinto',
	'Duarte Ramalho',
	'Sofia Teixeira',
	'Hannah Birch',
	'Leonor Matos',
	'Mateo Rivas',
	'Clara Solís'
] as const;

interface Team {
	readonly name: string;
	readonly queues: readonly string[];
	/** One letter a person: Morning, Central, Day (from noon), Evening, Late (over midnight), Night. */
	readonly shifts: string;
}

const ALL_BUT_MAIL = QUEUES.filter((queue) => queue.id !== 'correo').map((queue) => queue.id);

const TEAMS: readonly Team[] = [
	{ name: 'Ventas', queues: ['ventas', 'facturacion'], shifts: 'MCDEMCDEMCEE' },
	{ name: 'Soporte', queues: ['soporte', 'averias'], shifts: 'MCDEMCDEMCDEE' },
	{ name: 'Clientes', queues: ['facturacion', 'ventas', 'soporte'], shifts: 'MCDEMCDEMEEM' },
	{
		name: 'Digital',
		queues: ['chat-web', 'whatsapp-clientes', 'redes', 'correo'],
		shifts: 'MCDEMCDEMEEME'
	},
	{ name: 'Noche', queues: ALL_BUT_MAIL, shifts: 'LNLNLNLNLN' }
];

const HOMES: Readonly<Record<string, HomeShift>> = {
	M: 'morning',
	C: 'mid',
	D: 'noon',
	E: 'evening',
	L: 'late',
	N: 'night'
};

/** Two days a week; spread so that of five people on one shift at least three work on any day. */
function daysOff(home: HomeShift, turn: number, team: number): readonly number[] {
	const nightly = home === 'late' || home === 'night';
	if (!nightly && turn % 2 === 0) return [6, 0];
	// Teams take their weekdays off at different times.
	const first = nightly ? (turn * 2) % 7 : 1 + ((team * 2 + (turn >> 1)) % 4);
	return [first, (first + 1) % 7];
}

function* hire(): Generator<Agent> {
	let number = 0;
	for (const [index, team] of TEAMS.entries()) {
		const turns = new Map<HomeShift, number>();
		for (const letter of team.shifts) {
			const home = HOMES[letter] ?? 'mid';
			const turn = turns.get(home) ?? 0;
			turns.set(home, turn + 1);
			number += 1;
			yield {
				id: `a${String(number).padStart(2, '0')}`,
				name: NAMES[number - 1] ?? `Agente ${number}`,
				team: team.name,
				queues: team.queues,
				home,
				daysOff: daysOff(home, turn, index),
				pace: 0.86 + 0.07 * ((number * 3) % 5),
				lettersFirst:
					team.name === 'Digital' && turn === (home === 'mid' || home === 'noon' ? 0 : 1)
			};
		}
	}
}

export const STAFF: readonly Agent[] = [...hire()];
