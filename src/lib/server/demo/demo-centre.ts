/** The people and teams of the demo centre in the store: one person for each role, and the teams its events name. */
import type { Role } from '#lib/domain/access/role.ts';
import type { TeamKind } from '#lib/domain/access/team.ts';
import { COMPANY } from '#lib/domain/access/team.ts';

export interface DemoTeam {
	readonly id: string;
	readonly parent: string;
	readonly kind: TeamKind;
	readonly name: string;
	readonly queues: readonly string[];
	readonly words: readonly string[];
}

export interface DemoPerson {
	readonly id: string;
	readonly email: string;
	readonly name: string;
	readonly role: Role;
	readonly teams: readonly string[];
	/** Id of the agent in the events of the demo centre. */
	readonly agent: string | null;
}

const team = (
	id: string,
	[parent, kind, name]: readonly [string, TeamKind, string],
	queues: readonly string[] = [],
	words: readonly string[] = []
): DemoTeam => ({ id, parent, kind, name, queues, words });

/** Parents before their children. The words and queues are those of ingest/demo. */
export const DEMO_TEAMS: readonly DemoTeam[] = [
	team('demo-madrid', [COMPANY, 'site', 'Madrid']),
	team('demo-sevilla', [COMPANY, 'site', 'Sevilla']),
	team('demo-hogar', ['demo-madrid', 'client', 'Brisalia Hogar']),
	team('demo-ventas', ['demo-hogar', 'team', 'Ventas'], ['ventas'], ['Ventas']),
	team('demo-soporte', ['demo-hogar', 'team', 'Soporte'], ['soporte', 'averias'], ['Soporte']),
	team('demo-fieles', ['demo-madrid', 'client', 'Brisalia Clientes']),
	team('demo-clientes', ['demo-fieles', 'team', 'Clientes'], ['facturacion'], ['Clientes']),
	team('demo-online', ['demo-sevilla', 'client', 'Brisalia Online']),
	team(
		'demo-digital',
		['demo-online', 'team', 'Digital'],
		['chat-web', 'whatsapp-clientes', 'redes', 'correo'],
		['Digital']
	),
	team('demo-guardia', ['demo-sevilla', 'client', 'Brisalia 24 horas']),
	team('demo-noche', ['demo-guardia', 'team', 'Noche'], [], ['Noche'])
];

/** The domain is one that nobody can own (RFC 2606). */
export const DEMO_PEOPLE: readonly DemoPerson[] = [
	{
		id: 'demo-supervisor',
		email: 'berta.llorente@brisalia.example',
		name: 'Berta Llorente',
		role: 'supervisor',
		teams: ['demo-hogar'],
		agent: null
	},
	{
		id: 'demo-quality',
		email: 'ramiro.cifuentes@brisalia.example',
		name: 'Ramiro Cifuentes',
		role: 'quality',
		teams: [COMPANY],
		agent: null
	},
	{
		id: 'demo-director',
		email: 'consuelo.montalban@brisalia.example',
		name: 'Consuelo Montalbán',
		role: 'director',
		teams: [],
		agent: null
	},
	{
		id: 'demo-agent',
		email: 'lucia.andrade@brisalia.example',
		name: 'Lucía Andrade',
		role: 'agent',
		teams: ['demo-ventas'],
		agent: 'a01'
	},
	{
		id: 'demo-admin',
		email: 'amparo.villar@brisalia.example',
		name: 'Amparo Villar',
		role: 'admin',
		teams: [],
		agent: null
	}
];
