/** Whoever enters, checks and answers for the numbers of the demo centre, beside those one can sign in as. */
import { COMPANY } from '#lib/domain/access/team.ts';
import type { Actor } from '../../audit/audit-log.ts';
import type { DemoPerson } from '../demo-centre.ts';
import { DEMO_PEOPLE } from '../demo-centre.ts';

export const FINANCE: DemoPerson = {
	id: 'demo-finance',
	email: 'gonzalo.ferrandiz@brisalia.example',
	name: 'Gonzalo Ferrándiz',
	role: 'director',
	teams: [COMPANY],
	agent: null
};
export const HUMAN_RESOURCES: DemoPerson = {
	id: 'demo-human-resources',
	email: 'remedios.ulloa@brisalia.example',
	name: 'Remedios Ulloa',
	role: 'director',
	teams: [COMPANY],
	agent: null
};
export const PLANNING: DemoPerson = {
	id: 'demo-planning',
	email: 'nicanor.baeza@brisalia.example',
	name: 'Nicanor Baeza',
	role: 'supervisor',
	teams: [COMPANY],
	agent: null
};
export const COMPLIANCE: DemoPerson = {
	id: 'demo-compliance',
	email: 'sagrario.iturbe@brisalia.example',
	name: 'Sagrario Iturbe',
	role: 'quality',
	teams: [COMPANY],
	agent: null
};

export const COLLEAGUES: readonly DemoPerson[] = [FINANCE, HUMAN_RESOURCES, PLANNING, COMPLIANCE];

function known(id: string): DemoPerson {
	const person = DEMO_PEOPLE.find((one) => one.id === id);
	if (!person) throw new Error(`the demo has no ${id}`);
	return person;
}

export const DIRECTOR = known('demo-director');
export const QUALITY = known('demo-quality');
export const SUPERVISOR = known('demo-supervisor');

export const actorOf = ({ id, name }: DemoPerson): Actor => ({
	...{ kind: 'person', id, name },
	address: ''
});
