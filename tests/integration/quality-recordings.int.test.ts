import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PersonPrincipal, Principal } from '#lib/domain/access/principal.ts';
import type { Role } from '#lib/domain/access/role.ts';
import { fullTypeOf } from '#lib/domain/events/event-types.ts';
import type { EventName } from '#lib/domain/events/event-types.ts';
import { SYSTEM } from '#lib/server/audit/audit-log.ts';
import { verifyAudit } from '#lib/server/audit/verify.ts';
import { ADDRESS_LIFE_MS, AddressBook, RENEWABLE_MS } from '#lib/server/recordings/address.ts';
import { readStoreKey } from '#lib/server/secrets.ts';
import { muLawWav } from '../../ingest/demo/media/mu-law-wav.ts';
import { startProduct } from '../support/product.ts';
import type { Product } from '../support/product.ts';
import { openStoreParts } from '../support/store-parts.ts';
import type { StoreParts } from '../support/store-parts.ts';
import { postEvents } from '../support/two-clients.ts';
import { until } from '../support/until.ts';

const NORTH = 'rec-north-call';
const SOUTH = 'rec-south-call';
const VOICE = 'rec voice/1';
const STARTED_MS = Date.now() - 3_600_000;
/** Whatever leads out of the folder, or to what is no recording. */
const ELSEWHERE = [
	'../secrets.json',
	'../../etc/passwd',
	'/etc/passwd',
	'calls/../../secrets.json',
	'%2e%2e/secrets.json',
	'..%5csecrets.json',
	'..\\secrets.json',
	'calls/voice.wav::$DATA',
	'out.wav',
	'away/secrets.json',
	'page.html',
	'disguised.wav',
	'calls',
	'not-there.wav'
] as const;

interface Listener {
	readonly principal: PersonPrincipal;
	readonly cookie: string;
}

describe('recordings', () => {
	let product: Product;
	let parts: StoreParts;
	let voice: Buffer;
	let quality: Listener;
	let teams: Record<'north' | 'south', string>;

	beforeAll(async () => {
		product = await startProduct();
		parts = await openStoreParts(product.dataDir);
		teams = { north: await parts.client('rec-north'), south: await parts.client('rec-south') };
		voice = await writeFiles();
		await postEvents(product, [...events('north', NORTH), ...events('south', SOUTH)]);
		quality = await listener('rec quality', 'quality', { teams: [teams.north] });
	});
	afterAll(async () => {
		await parts.store.close();
		await product.stop();
	});

	async function writeFiles(): Promise<Buffer> {
		const folder = join(product.dataDir, 'recordings');
		const put = async (path: string, bytes: Uint8Array | string) => {
			await mkdir(dirname(join(folder, path)), { recursive: true });
			await writeFile(join(folder, path), bytes);
		};
		const sound = Float32Array.from({ length: 40_000 }, (_, at) => Math.sin(at) * (at / 40_000));
		const bytes = Buffer.from(muLawWav(sound));
		await put('calls/voice.wav', bytes);
		await put('calls/south.wav', bytes);
		await put('page.html', '<script>alert(1)</script>');
		await put('disguised.wav', '<script>alert(1)</script> and more');
		await symlink(join(product.dataDir, 'secrets.json'), join(folder, 'out.wav'));
		await symlink(product.dataDir, join(folder, 'away'));
		return bytes;
	}

	function events(client: 'north' | 'south', id: string): object[] {
		const event = (name: EventName, data: object, own = `${id}-${name}`) => ({
			specversion: '1.0',
			id: own,
			source: '//test/recordings',
			type: fullTypeOf(name),
			subject: id,
			time: new Date(STARTED_MS).toISOString(),
			data
		});
		const recording = (own: string, path: string) =>
			event(
				'recording.available',
				{ media: 'audio', path, startedAt: new Date(STARTED_MS).toISOString(), durationMs: 5000 },
				own
			);
		return [
			event('interaction.created', { channel: 'voice' }),
			event('interaction.queued', { queue: `rec-${client}-queue` }),
			event('interaction.accepted', { agent: `rec-${client}-agent` }),
			event('interaction.ended', { by: 'customer' }),
			recording(
				client === 'north' ? VOICE : 'south',
				`calls/${client === 'north' ? 'voice' : 'south'}.wav`
			),
			...(client === 'north' ? ELSEWHERE.map((path, at) => recording(`away-${at}`, path)) : [])
		];
	}

	async function listener(
		name: string,
		role: Role,
		also: { teams?: readonly string[]; agent?: string | null } = {}
	): Promise<Listener> {
		return signIn({ ...(await parts.person(name, role, also)), role });
	}

	async function signIn(
		person: Pick<PersonPrincipal, 'id' | 'name' | 'role' | 'teams' | 'agent'>
	): Promise<Listener> {
		const token = await parts.signIn(person);
		const [session] = await parts.sessions.list(person.id);
		return {
			principal: { ...person, kind: 'person', sessionId: session?.id ?? '', isDemo: false },
			cookie: `atalaya-session=${token}`
		};
	}

	/** As the product signs them, at an instant of the test's choice. */
	function address(
		principal: Principal,
		{ interaction = NORTH, recording = VOICE, atMs = Date.now() } = {}
	): string {
		const key = readStoreKey({ storeKey: null, dataDir: product.dataDir });
		const query = new AddressBook(key, () => atMs).sign(
			{ interaction, recording, sinceMs: atMs },
			principal
		);
		return `/recordings/${encodeURIComponent(recording)}?${query}`;
	}

	const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
		fetch(product.web + path, { method, headers, redirect: 'manual' });
	const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());

	/** What the page of the contact gives the player. */
	async function pageAddress({ cookie }: Listener, contact = NORTH): Promise<string> {
		const answer = await ask(`/interactions/${contact}/__data.json`, { cookie });
		const text = await answer.text();
		const path = /"(\/recordings\/rec%20voice%2F1\?[^"]+)"/.exec(text)?.[1];
		if (path === undefined) throw new Error(`${answer.status} ${text.slice(0, 500)}`);
		return path;
	}

	const played = (actor: string) =>
		parts.audit.list({ actor, action: 'recording.played', limit: 50 });

	test('is played from the address on the page of the contact, whole and in parts, byte by byte', async () => {
		const path = await pageAddress(quality);
		const { cookie } = quality;
		const whole = await ask(path, { cookie });
		expect(whole.status).toBe(200);
		const headers = Object.fromEntries(whole.headers);
		expect(headers).toMatchObject({
			'content-type': 'audio/wav',
			'content-length': String(voice.length),
			'accept-ranges': 'bytes',
			'cache-control': 'private, no-store',
			'content-security-policy': "sandbox; default-src 'none'",
			'x-content-type-options': 'nosniff',
			'cross-origin-resource-policy': 'same-origin'
		});
		expect(await bytesOf(whole)).toEqual(voice);

		const last = voice.length - 1;
		const parts = [
			['bytes=0-', 0, last],
			['bytes=0-0', 0, 0],
			['bytes=58-1057', 58, 1057],
			['bytes=-100', last - 99, last],
			[`bytes=${last}-`, last, last],
			[`bytes=${last - 5}-${last + 500}`, last - 5, last]
		] as const;
		for (const [range, from, to] of parts) {
			const part = await ask(path, { cookie, range });
			expect([range, part.status]).toEqual([range, 206]);
			expect(part.headers.get('content-range')).toBe(`bytes ${from}-${to}/${voice.length}`);
			expect(part.headers.get('content-length')).toBe(String(to - from + 1));
			expect((await bytesOf(part)).equals(voice.subarray(from, to + 1))).toBe(true);
		}
		const beyond = await ask(path, { cookie, range: `bytes=${voice.length}-` });
		expect(beyond.status).toBe(416);
		expect(beyond.headers.get('content-range')).toBe(`bytes */${voice.length}`);

		const etag = headers['etag'] ?? '';
		const same = await ask(path, { cookie, range: 'bytes=1-2', 'if-range': etag });
		expect([same.status, await bytesOf(same)]).toEqual([206, voice.subarray(1, 3)]);
		const other = await ask(path, { cookie, range: 'bytes=1-2', 'if-range': '"other"' });
		expect([other.status, (await bytesOf(other)).length]).toEqual([200, voice.length]);

		const head = await ask(path, { cookie, range: 'bytes=10-19' }, 'HEAD');
		expect([head.status, head.headers.get('content-length')]).toEqual([206, '10']);
		expect((await bytesOf(head)).length).toBe(0);
	});

	test('[A7] leads to nothing that is not a recording below the folder, whatever an event names', async () => {
		const { principal, cookie } = quality;
		for (const [at, path] of ELSEWHERE.entries()) {
			const to = address(principal, { recording: `away-${at}` });
			const answer = await ask(to, { cookie });
			expect([path, answer.status]).toEqual([path, 404]);
			expect(await answer.json()).toMatchObject({ code: 'file_missing' });
			expect((await ask(to.replace('?', '/peaks?'), { cookie })).status).toBe(404);
		}
		const page = await ask(`/interactions/${NORTH}`, { cookie, accept: 'text/html' });
		const told = (await page.text()).match(/El fichero no (está|es de un tipo)/g) ?? [];
		expect(told.length).toBe(ELSEWHERE.length);
		for (const path of [
			`/recordings/..%2f..%2fsecrets.json`,
			'/recordings/none',
			'/recordings/%00'
		])
			expect((await ask(path, { cookie })).status).toBeGreaterThanOrEqual(400);
	});

	test('is for the session it was made for, and for nobody who has it from there', async () => {
		const path = address(quality.principal);
		expect((await ask(path)).status).toBe(401);
		const again = await signIn(quality.principal);
		const colleague = await listener('rec colleague', 'quality', { teams: [teams.north] });
		for (const { cookie } of [again, colleague]) {
			const answer = await ask(path, { cookie });
			expect([answer.status, await answer.json()]).toMatchObject([404, { code: 'not_found' }]);
		}
		const { cookie, principal } = quality;
		const tampered = [
			path.replace(/until=\d+/, `until=${Date.now() + 3 * ADDRESS_LIFE_MS}`),
			path.replace('rec%20voice%2F1', 'away-0'),
			path.replace(`contact=${NORTH}`, `contact=${SOUTH}`),
			path.replace(/key=[^&]+/, 'key=AAAA'),
			path.replace(/\?.*/, '')
		];
		for (const one of tampered) expect((await ask(one, { cookie })).status).toBe(404);
		const director = await listener('rec director', 'director', { teams: [teams.north] });
		const refused = await ask(address(director.principal), { cookie: director.cookie });
		expect(refused.status).toBe(403);
		expect((await ask(address(principal), { cookie })).status).toBe(200);
	});

	test('is over after some minutes, and the session that had the address gets a new one', async () => {
		const { cookie, principal } = quality;
		const over = address(principal, { atMs: Date.now() - ADDRESS_LIFE_MS });
		const answer = await ask(over, { cookie });
		expect([answer.status, await answer.json()]).toMatchObject([403, { code: 'address_expired' }]);
		expect((await ask(over.replace('?', '/peaks?'), { cookie })).status).toBe(403);
		const renewal = over.replace('?', '/address?');
		const renewed = (await (await ask(renewal, { cookie })).json()) as { url: string };
		const part = await ask(renewed.url, { cookie, range: 'bytes=0-3' });
		expect([part.status, (await bytesOf(part)).toString('latin1')]).toEqual([206, 'RIFF']);

		const other = await signIn(principal);
		expect((await ask(renewal, { cookie: other.cookie })).status).toBe(404);
		const ancient = address(principal, { atMs: Date.now() - ADDRESS_LIFE_MS - RENEWABLE_MS });
		expect((await ask(ancient.replace('?', '/address?'), { cookie })).status).toBe(404);
	});

	test('is within the scope when it is made and each time it is used', async () => {
		const { cookie, principal } = quality;
		const foreign = { interaction: SOUTH, recording: 'south' };
		expect((await ask(address(principal, foreign), { cookie })).status).toBe(404);
		const page = await ask(`/interactions/${SOUTH}/__data.json`, { cookie });
		expect(await page.text()).not.toContain('/recordings/');

		const mover = await listener('rec mover', 'supervisor', { teams: [teams.south] });
		const path = address(mover.principal, foreign);
		const headers = { cookie: mover.cookie };
		expect((await ask(path, { ...headers, range: 'bytes=0-9' })).status).toBe(206);
		const south = (await parts.nodes()).find(({ id }) => id === teams.south);
		await parts.teams.change(teams.south, { ...south!, parent: 'company', queues: [] }, SYSTEM);
		await until('the queue is in reach no more', async () => {
			return (await ask(path, { ...headers, range: 'bytes=10-19' })).status === 404;
		});
		expect((await ask(path.replace('?', '/address?'), headers)).status).toBe(404);
	});

	test('is for an agent only of the own contacts, and pages of contacts give agents none', async () => {
		const own = await listener('rec agent', 'agent', {
			teams: [teams.north],
			agent: 'rec-north-agent'
		});
		const other = await listener('rec other', 'agent', { teams: [teams.north], agent: 'nobody' });
		const range = 'bytes=0-9';
		const mine = await ask(address(own.principal), { cookie: own.cookie, range });
		expect(mine.status).toBe(206);
		const theirs = await ask(address(other.principal), { cookie: other.cookie, range });
		expect(theirs.status).toBe(404);
		const page = await ask(`/interactions/${NORTH}`, { cookie: own.cookie, accept: 'text/html' });
		expect(page.status).toBe(403);
	});

	test('is played by pages of this installation alone', async () => {
		const { cookie, principal } = quality;
		const path = address(principal);
		const from = async (site: string, destination: string) =>
			(await ask(path, { cookie, 'sec-fetch-site': site, 'sec-fetch-dest': destination })).status;
		expect(await from('same-origin', 'audio')).toBe(200);
		expect(await from('same-origin', 'empty')).toBe(200);
		expect(await from('cross-site', 'audio')).toBe(403);
		expect(await from('same-site', 'video')).toBe(403);
		expect(await from('none', 'document')).toBe(403);
		expect(await from('same-origin', 'iframe')).toBe(403);
		expect(await from('same-origin', 'script')).toBe(403);
	});

	test('[P4] is in the audit log once for each listening: who, which one, when', async () => {
		const ear = await listener('rec ear', 'quality', { teams: [teams.north] });
		const { cookie, principal } = ear;
		const path = await pageAddress(ear);
		await ask(path, { cookie }, 'HEAD');
		await ask(path.replace('?', '/peaks?'), { cookie });
		expect(await played(principal.id)).toEqual([]);

		const ranges = ['bytes=0-99', 'bytes=100-199', 'bytes=200-299'];
		await Promise.all(ranges.map((range) => ask(path, { cookie, range })));
		const { url } = (await (await ask(path.replace('?', '/address?'), { cookie })).json()) as {
			url: string;
		};
		await ask(url, { cookie, range: 'bytes=300-' });
		const [row, ...more] = await played(principal.id);
		expect(more).toEqual([]);
		expect(row).toMatchObject({
			actor_kind: 'person',
			actor_name: 'rec ear',
			action: 'recording.played',
			object: `recording:${NORTH}/${VOICE}`,
			after: JSON.stringify({ interaction: NORTH, recording: VOICE })
		});
		expect(Math.abs(Date.now() - (row?.at_ms ?? 0))).toBeLessThan(120_000);

		await ask(await pageAddress(ear), { cookie, range: 'bytes=0-99' });
		expect(await played(principal.id)).toHaveLength(2);
		const key = readStoreKey({ storeKey: null, dataDir: product.dataDir });
		expect(await verifyAudit(parts.store.database, { key })).toMatchObject({ ok: true });
	});

	test('has an outline that the server computes once', async () => {
		const { cookie, principal } = quality;
		const to = address(principal).replace('?', '/peaks?');
		const first = (await (await ask(to, { cookie })).json()) as { peaks: number[] };
		expect(first.peaks).toHaveLength(800);
		expect(first.peaks[10]).toBeLessThan(15);
		expect(first.peaks[790]).toBeGreaterThan(240);
		const folder = join(product.dataDir, 'peaks');
		const files = await readdir(folder);
		expect(files).toHaveLength(1);
		const kept = { waveform: { peaks: [1, 2, 3] } };
		await writeFile(join(folder, files[0] ?? ''), JSON.stringify(kept));
		expect(await (await ask(to, { cookie })).json()).toEqual(kept.waveform);
		await writeFile(join(folder, files[0] ?? ''), '{"waveform":');
		expect(await (await ask(to, { cookie })).json()).toEqual(first);
	});
});
