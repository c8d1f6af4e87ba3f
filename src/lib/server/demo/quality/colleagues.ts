/** More people of the demo centre who judge contacts, beside those one can sign in as with one click. */
import { COMPANY } from '#lib/domain/access/team.ts';
import type { DemoPerson } from '../demo-centre.ts';

export const COLLEAGUES: readonly DemoPerson[] = [
	{
		id: 'demo-quality-noelia',
		email: 'noelia.barreiro@brisalia.example',
		name: 'Noelia Barreiro',
		role: 'quality',
		teams: [COMPANY],
		agent: null
	},
	{
		id: 'demo-quality-tiago',
		email: 'tiago.meireles@brisalia.example',
		name: 'Tiago Meireles',
		role: 'quality',
		teams: [COMPANY],
		agent: null
	},
	{
		id: 'demo-supervisor-digital',
		email: 'eladio.pinilla@brisalia.example',
		name: 'Eladio Pinilla',
		role: 'supervisor',
		teams: ['demo-online'],
		agent: null
	}
];
