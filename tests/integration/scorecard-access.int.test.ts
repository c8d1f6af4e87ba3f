/** Scorecards of a company with two clients, asked of a running product as a browser asks: each client reads its own, and no word of the other. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '#lib/domain/access/role.ts';
import { monthOf, plusMonths } from '#lib/domain/scorecard/month.ts';
import type { ServerMessage } from '#lib/live/protocol.ts';
import { SCORECARDS_TOPIC } from '#lib/live/protocol.ts';
import { ROUTES } from '#lib/server/access/table.ts';
import { SYSTEM } from '#lib/server/audit/audit-log.ts';
import { createScorecardStore } from '#lib/server/scorecards/scorecard-store.ts';
import type { ScorecardStore } from '#lib/server/scorecards/scorecard-store.ts';
import { startProduct } from '../support/product.ts';
import type { Product } from '../support/product.ts';
import { pdfLines } from '../support/read-report.ts';
import { ZONE, contentOf, measureOf, ofMetric } from '../support/scorecard-stage.ts';
import { openStoreParts } from '../support/store-parts.ts';
import type { StoreParts } from '../support/store-parts.ts';
import { FOREIGN, OWN, agentOf, makeTwoClients } from '../support/two-clients.ts';
import type { TwoClients } from '../support/two-clients.ts';
import { until } from '../support/until.ts';
import { TestViewer } from '../support/viewer.ts';

const MONTH = monthOf(Date.now(), ZONE);
/** Of the company: nobody of a client may read a word of it. */
const SECRET = 'resultado global';
const TARGET = { direction: 'up' as const, floor: 0, target: 1, stretch: 2 };

interface PageData {
	readonly nodes?: readonly ({ readonly type: string; readonly status?: number } | null)[];
}

/** What a page asks for while somebody moves about is always answered, with an error in it. */
function statusOfData(body: Buffer): number {
	const [first = ''] = body.toString('utf8').split('\n');
	const { nodes = [] } = JSON.parse(first) as PageData;
	return nodes.find((node) => node?.type === 'error')?.status ?? 200;
}

describe('scorecards of clients', () => {
	let product: Product;
	let parts: StoreParts;
	let clients: TwoClients;
	let store: ScorecardStore;
	let scorecards: Record<'company' | 'own' | 'foreign', string>;

	beforeAll(async () => {
		product = await startProduct();
		parts = await openStoreParts(product.dataDir);
		clients = await makeTwoClients(product, parts);
		const made = await parts.teams.create(
			{
				...{ parent: clients.team[OWN], kind: 'team', name: `${OWN} turno` },
				...{ queues: [], words: [`${OWN}-noche`] }
			},
			SYSTEM
		);
		if (!made.ok) throw new Error(made.fault);
		store = createScorecardStore(parts.store.database, { audit: parts.audit, now: Date.now });
		scorecards = {
			company: await create('company', `Empresa: ${SECRET}`),
			own: await create(clients.team[OWN], `${OWN} cuadro`),
			foreign: await create(clients.team[FOREIGN], `${FOREIGN} cuadro`)
		};
	});
	afterAll(async () => {
		await parts.store.close();
		await product.stop();
	});

	async function create(team: string, name: string): Promise<string> {
		const measures = [
			measureOf('handled', ofMetric('handled'), { target: TARGET }),
			measureOf('talk', ofMetric('aht'))
		];
		const made = await store.create(
			{ team, validFrom: plusMonths(MONTH, -1), note: '', content: contentOf(measures, { name }) },
			SYSTEM
		);
		if (!made.ok) throw new Error(made.reason);
		return made.scorecard.id;
	}

	let people = 0;
	const signedIn = async (role: Role, teams: readonly string[]) => {
		const agent = role === 'agent' ? agentOf(OWN) : null;
		const person = await parts.person(`${role} ${++people}`, role, { teams: [...teams], agent });
		return { cookie: `atalaya-session=${await parts.signIn(person)}`, origin: product.web };
	};
	const ask = async (path: string, headers: Record<string, string>, init: RequestInit = {}) => {
		const answer = await fetch(product.web + path, {
			redirect: 'manual',
			...init,
			headers: { accept: 'text/html', 'accept-language': 'es', ...headers }
		});
		const body = Buffer.from(await answer.arrayBuffer());
		return { status: path.includes('__data.json') ? statusOfData(body) : answer.status, body };
	};
	const textOf = async (path: string, headers: Record<string, string>): Promise<string> => {
		const { status, body } = await ask(path, headers);
		expect([path, status]).toEqual([path, 200]);
		return body.toString('utf8');
	};
	/** What shows the numbers of a unit. */
	const views = (scorecard: string): string[] =>
		['', '/units', '/measures/handled', '/map', '/report.pdf', '/report.xlsx', '/__data.json'].map(
			(rest) => `/scorecards/${scorecard}${rest}`
		);
	const ofUnit = (path: string, unit: string): string =>
		`${path}?month=${MONTH}&unit=${encodeURIComponent(unit)}`;

	test('of another client and of the company are not there, whatever of them is asked for or sent', async () => {
		const routes = Object.entries(ROUTES).filter(([route]) =>
			route.startsWith('/scorecards/[scorecard]')
		);
		expect(routes.length).toBeGreaterThan(10);
		const director = await signedIn('director', [clients.team[OWN]]);
		for (const scorecard of [scorecards.foreign, scorecards.company]) {
			for (const [route, needs] of routes) {
				const path = route
					.replace('[scorecard]', scorecard)
					.replace('[measure]', 'handled')
					.replace(/\[\w+\]/g, 'none');
				for (const method of Object.keys(needs)) {
					const isAction = method.startsWith('?/');
					const { status, body } = await ask(
						isAction ? path + method : path,
						director,
						isAction ? { method: 'POST', body: new URLSearchParams({ note: 'x' }) } : {}
					);
					expect([path, method, status]).toEqual([path, method, 404]);
					expect(body.toString('utf8')).not.toMatch(new RegExp(`${FOREIGN}|${SECRET}`));
				}
			}
			for (const path of views(scorecard)) {
				const { status } = await ask(ofUnit(path, clients.team[OWN]), director);
				expect([path, status]).toEqual([path, 404]);
			}
		}
	});

	test('name no unit above or beside the own ones, and none of them can be asked for', async () => {
		const own = [clients.team[OWN]];
		const director = await signedIn('director', own);
		const supervisor = await signedIn('supervisor', own);
		const foreign = clients.team[FOREIGN];
		for (const path of views(scorecards.own)) {
			const elsewhere = ['company', foreign, `${foreign}/${agentOf(FOREIGN)}`, 'nowhere'];
			for (const unit of [...elsewhere, `${own[0] ?? ''}/${agentOf(FOREIGN)}`])
				for (const who of [director, supervisor]) {
					const { status, body } = await ask(ofUnit(path, unit), who);
					expect([path, unit, status]).toEqual([path, unit, 404]);
					expect(body.toString('utf8')).not.toContain(FOREIGN);
				}
		}
		for (const path of ['/scorecards', ...views(scorecards.own)].filter(
			(one) => !/pdf|xlsx/.test(one)
		))
			for (const who of [director, supervisor]) {
				const text = await textOf(`${path}?month=${MONTH}`, who);
				expect(text).toContain(OWN);
				expect(text).not.toMatch(new RegExp(`${FOREIGN}|${SECRET}`));
			}
		const { body } = await ask(`/scorecards/${scorecards.own}/report.pdf?month=${MONTH}`, director);
		const lines = pdfLines(body).join('\n');
		expect(lines).toContain(OWN);
		expect(lines).not.toContain(FOREIGN);
		for (const path of ['/scorecards/money', '/scorecards/money/contracts', '/scorecards/figures'])
			expect(await textOf(path, director)).not.toMatch(new RegExp(`${FOREIGN}|${SECRET}`));
	});

	test('tell single agents apart only for whoever may see agents, and only those of the unit', async () => {
		const own = [clients.team[OWN]];
		const director = await signedIn('director', own);
		const supervisor = await signedIn('supervisor', own);
		const board = `/scorecards/${scorecards.own}`;
		for (const path of [board, `${board}/units`]) {
			const seen = ofUnit(path, own[0] ?? '');
			expect(await textOf(seen, director)).not.toContain(`${OWN} Agente`);
			await until('agents are named', async () =>
				(await textOf(seen, supervisor)).includes(`${OWN} Agente 1`)
			);
			expect(await textOf(seen, supervisor)).not.toContain(`${FOREIGN} Agente`);
		}
		const one = `${own[0] ?? ''}/${agentOf(OWN)}`;
		for (const path of views(scorecards.own)) {
			const answers = [
				await ask(ofUnit(path, one), director),
				await ask(ofUnit(path, one), supervisor)
			];
			expect([path, ...answers.map(({ status }) => status)]).toEqual([path, 404, 200]);
		}
	});

	test('of the company stand beside each other for whoever reaches all of it', async () => {
		const director = await signedIn('director', []);
		const text = await textOf(
			ofUnit(`/scorecards/${scorecards.company}/units`, 'company'),
			director
		);
		for (const name of [OWN, FOREIGN, SECRET]) expect(text).toContain(name);
		expect(text).not.toMatch(/Agente \d/);
	});

	test('[K1] say over the websocket that something changed, and nothing of what it was', async () => {
		const open = async (headers: Record<string, string>) => {
			const url = `${product.web.replace('http', 'ws')}/live?topic=scorecards`;
			return new TestViewer(url, headers).opened();
		};
		await expect(open(await signedIn('agent', [clients.team[OWN]]))).rejects.toThrow('403');
		await expect(open({ origin: product.web })).rejects.toThrow('401');
		const director = await signedIn('director', [clients.team[OWN]]);
		const curious = await open(director);
		const viewer = await open(director);
		try {
			curious.send({ type: 'hello', v: 1, board: scorecards.foreign });
			expect(await curious.next()).toMatchObject({ type: 'refused' });
			viewer.send({ type: 'hello', v: 1, board: SCORECARDS_TOPIC });
			await viewer.nextWhere(({ type }) => type === 'snapshot');
			const isNews = (message: ServerMessage): boolean =>
				message.type === 'patch' && JSON.stringify(message.ops).includes('changedAt');
			const told = viewer.nextWhere(isNews);
			await create(clients.team[FOREIGN], `${FOREIGN} otro`);
			await told;
			expect(viewer.frames.join('\n')).not.toMatch(
				new RegExp([FOREIGN, OWN, SECRET, ...Object.values(scorecards)].join('|'))
			);
		} finally {
			curious.close();
			viewer.close();
		}
	});

	test('are asked for by programs only where their client is', async () => {
		const { token } = await parts.program(['metrics', 'figures'], clients.team[OWN]);
		const bearer = { authorization: `Bearer ${token}` };
		for (const path of views(scorecards.foreign)) {
			const { status, body } = await ask(ofUnit(path, clients.team[FOREIGN]), bearer);
			expect([path, status]).not.toEqual([path, 200]);
			expect(body.toString('utf8')).not.toContain(FOREIGN);
		}
		const figures = await textOf('/api/v1/figures', bearer);
		expect(figures).not.toContain(FOREIGN);
	});
});
