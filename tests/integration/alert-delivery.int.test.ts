import { createHmac } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Alert } from '#lib/domain/alerts/alert.ts';
import type { AlertRule } from '#lib/domain/alerts/rule.ts';
import { createMailer, letterOf } from '#lib/server/alerts/email.ts';
import type { Mailer } from '#lib/server/alerts/email.ts';
import { pauseAfter, startAlertSender } from '#lib/server/alerts/sender.ts';
import type { AlertSender, Delivery, SenderTimes } from '#lib/server/alerts/sender.ts';
import { watchedOf } from '#lib/server/alerts/stored-alert.ts';
import type { StoredRule } from '#lib/server/alerts/stored-alert.ts';
import { sendTest, testsOf } from '#lib/server/alerts/test-message.ts';
import { clearAlert, openAlert, remind } from '#lib/server/alerts/transitions.ts';
import { callWebhook } from '#lib/server/alerts/webhook.ts';
import { SYSTEM } from '#lib/server/audit/audit-log.ts';
import { openClickHouse } from '#lib/server/clickhouse/client.ts';
import type { ClickHouse } from '#lib/server/clickhouse/client.ts';
import { readAllowedHosts } from '#lib/server/outbound/address-rules.ts';
import type { Store } from '#lib/server/store/database.ts';
import { alertStage, startReceiver } from '../support/alert-stage.ts';
import type { AlertStage, Receiver } from '../support/alert-stage.ts';
import { onBothStores } from '../support/stores.ts';
import type { TestPlace } from '../support/stores.ts';
import { until } from '../support/until.ts';

const NOW_MS = Date.UTC(2026, 10, 20, 9, 30);
const MINUTE_MS = 60_000;
const LOOPBACK = readAllowedHosts(['127.0.0.1']);
const NONE = readAllowedHosts([]);
/** The clock of the test decides when something is due; the loop looks often. */
const TIMES: SenderTimes = {
	leastMs: 10_000,
	mostMs: 3_600_000,
	giveUpMs: 24 * 3_600_000,
	claimMs: 90_000,
	idleMs: 10
};

onBothStores('messages of alerts', (newPlace) => {
	let place: TestPlace;
	let store: Store;
	let stage: AlertStage;
	let receiver: Receiver;
	let clickhouse: ClickHouse;
	const senders: AlertSender[] = [];

	beforeEach(async () => {
		place = await newPlace();
		store = await place.open();
		// Nothing here asks the database of events.
		const nobody = { username: 'default', password: '' };
		clickhouse = openClickHouse({
			url: 'http://127.0.0.1:9',
			database: 'none',
			headers: {},
			lanes: { ingest: nobody, live: nobody, report: nobody }
		});
		stage = alertStage(store, clickhouse, NOW_MS);
		receiver = await startReceiver();
	});
	afterEach(async () => {
		for (const sender of senders.splice(0)) await sender.stop();
		await receiver.stop();
		await clickhouse.close();
		await place.remove();
	});
	/** A process that sends. */
	function start(also: { allowed?: typeof NONE; mailer?: Mailer; on?: Store } = {}): AlertSender {
		const { allowed = LOOPBACK, mailer, on = store } = also;
		const page = 'https://wall.example/alerts';
		const sender = startAlertSender({
			database: on.database,
			now: () => stage.nowMs,
			random: () => 1,
			onError: (error) => {
				throw error;
			},
			times: TIMES,
			send: async ({ id, kind, target, rule, message }: Delivery) => {
				if (kind === 'email')
					return mailer!.send(
						id,
						JSON.parse(target) as string[],
						await letterOf(message, { zone: 'Europe/Madrid', page })
					);
				const secret = (await stage.rules.secretOf(rule)) ?? '';
				const call = { id, address: target, secret, message, nowMs: stage.nowMs };
				return callWebhook(call, { allowed, page });
			}
		});
		senders.push(sender);
		return sender;
	}

	const alertOf = ({ id, team, rule }: StoredRule): Alert => ({
		id: crypto.randomUUID(),
		rule: id,
		team,
		queue: 'ventas',
		queueName: 'Ventas <b>',
		about: { queues: ['ventas'], teams: [], agents: false },
		watched: watchedOf(rule),
		figures: { opened: 0.62, last: 0.62, worst: 0.62, n: 40, noData: null },
		openedAtMs: stage.nowMs,
		acknowledged: null,
		cleared: null
	});
	const within = <T>(
		work: Parameters<ReturnType<Store['database']['transaction']>['execute']>[0]
	) => store.database.transaction().execute(work) as Promise<T>;
	async function open(rule: Partial<AlertRule>): Promise<{ stored: StoredRule; alert: Alert }> {
		const stored = await stage.rule({ metric: 'service_level', window: '30m', ...rule });
		const alert = alertOf(stored);
		await within((transaction) => openAlert(transaction, stored.rule, alert));
		return { stored, alert };
	}
	const rows = () =>
		store.database.selectFrom('alert_deliveries').selectAll().orderBy('created_at_ms').execute();
	const settled = (states: readonly string[]) =>
		until(`the messages are ${states.join()}`, async () => {
			const now = (await rows()).map(({ state }) => state);
			return JSON.stringify(now) === JSON.stringify(states);
		});

	test('a webhook is signed so that the receiver can check it, and carries what happened', async () => {
		const { stored, alert } = await open({ webhook: receiver.address });
		start();
		await settled(['sent']);
		const [request] = receiver.got;
		const header = String(request?.headers['atalaya-signature']);
		const [, at, mac] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(header) ?? [];
		const secret = await stage.rules.secretOf(stored.id);
		expect(secret).toMatch(/^atalaya_whsec_.{43}$/);
		const own = createHmac('sha256', secret ?? '')
			.update(`${at}.${request?.body}`)
			.digest('hex');
		expect(mac).toBe(own);
		expect(Number(at)).toBe(NOW_MS / 1000);
		const [row] = await rows();
		expect(request?.headers['atalaya-delivery']).toBe(row?.id);
		expect(JSON.parse(request?.body ?? '')).toMatchObject({
			id: row?.id,
			type: 'alert.opened',
			time: '2026-11-20T09:30:00.000Z',
			alert: {
				id: alert.id,
				rule: { id: stored.id, name: stored.rule.name },
				severity: 'critical',
				metric: 'service_level',
				queue: { id: 'ventas', name: 'Ventas <b>' },
				value: 0.62,
				n: 40,
				cleared_at: null,
				page: 'https://wall.example/alerts'
			}
		});
		expect(row).toMatchObject({ attempts: 1, result: '204' });
		// Only the status of the answer is kept.
		expect(JSON.stringify(await rows())).not.toContain('what they say is theirs');
	});

	test('the secret is in the store only sealed, and a new one signs from then on', async () => {
		const stored = await stage.rule({ webhook: receiver.address });
		const before = await stage.rules.secretOf(stored.id);
		const { webhook_secret } = await store.database
			.selectFrom('alert_rules')
			.select('webhook_secret')
			.executeTakeFirstOrThrow();
		expect(webhook_secret).not.toContain(before);
		const renewed = await stage.rules.renewSecret(stored.id, SYSTEM);
		expect(renewed).not.toBe(before);
		expect(await stage.rules.secretOf(stored.id)).toBe(renewed);
		const entries = JSON.stringify(await stage.audit.list({ limit: 10 }));
		expect(entries).not.toContain(before);
		expect(entries).not.toContain(renewed);
	});

	test('one that is not taken is tried again later and later, also by the next process, with the same id', async () => {
		receiver.status = 503;
		await open({ webhook: receiver.address });
		const first = start();
		await until('it was tried', () => Promise.resolve(receiver.got.length === 1));
		await first.stop();
		const [row] = await rows();
		expect(row).toMatchObject({ state: 'waiting', attempts: 1, result: '503' });
		expect(row?.next_at_ms).toBe(NOW_MS + 10_000);

		// Half a pause later another process starts: it is not yet time.
		stage.nowMs += 5000;
		const second = start();
		stage.nowMs += 5000;
		await until('it was tried again', () => Promise.resolve(receiver.got.length === 2));
		await until('the next attempt is further away', async () => {
			const [now] = await rows();
			return now?.next_at_ms === stage.nowMs + 20_000;
		});
		receiver.status = 200;
		stage.nowMs += 20_000;
		await settled(['sent']);
		await second.stop();
		expect(receiver.got).toHaveLength(3);
		const ids = new Set(receiver.got.map(({ headers }) => headers['atalaya-delivery']));
		expect(ids.size).toBe(1);
		const signatures = new Set(receiver.got.map(({ headers }) => headers['atalaya-signature']));
		expect(signatures.size).toBe(3);
	});

	test('after a day it is given up, and the log says with what', async () => {
		receiver.status = 500;
		await open({ webhook: receiver.address });
		stage.nowMs += 24 * 3_600_000;
		start();
		await settled(['failed']);
		expect((await rows())[0]).toMatchObject({ attempts: 1, result: '500' });
		const [alert] = await stage.log.open();
		const told = await stage.log.deliveriesOf([alert?.id ?? '']);
		expect(told.get(alert?.id ?? '')).toMatchObject([{ state: 'failed', result: '500' }]);
	});

	test('[A10] an address that leads inside is refused before anything is sent', async () => {
		await open({ webhook: receiver.address });
		start({ allowed: NONE });
		await settled(['failed']);
		expect((await rows())[0]).toMatchObject({ result: 'refused' });
		expect(receiver.got).toEqual([]);
	});

	test('of two processes one sends', async () => {
		for (let n = 0; n < 5; n++) await open({ webhook: receiver.address, name: `Regla ${n}` });
		const other = await place.open();
		start();
		start({ on: other });
		await settled(['sent', 'sent', 'sent', 'sent', 'sent']);
		expect(receiver.got).toHaveLength(5);
	});

	test('it is told when it opens, when nobody acknowledges it in time, and when it ends, each once', async () => {
		const { stored, alert } = await open({ webhook: receiver.address, remindMinutes: 10 });
		start();
		stage.nowMs += 10 * MINUTE_MS;
		const again = { beforeMs: NOW_MS, atMs: stage.nowMs };
		const work = () => within<boolean>((t) => remind(t, stored.rule, alert, again));
		expect([await work(), await work()]).toEqual([true, false]);
		const actor = { kind: 'person', id: 'p', name: 'Ana', address: '' } as const;
		const known = await stage.log.acknowledge(alert.id, 'la miro yo', actor);
		expect(known?.acknowledged).toEqual({
			atMs: stage.nowMs,
			by: 'p',
			name: 'Ana',
			note: 'la miro yo'
		});
		expect(await stage.log.acknowledge(alert.id, '', actor)).toBeNull();
		const later = { beforeMs: stage.nowMs, atMs: stage.nowMs + 10 * MINUTE_MS };
		expect(await within((t) => remind(t, stored.rule, alert, later))).toBe(false);
		const ending = { reason: 'recovered', atMs: stage.nowMs } as const;
		const end = () => within<boolean>((t) => clearAlert(t, stored.rule, known ?? alert, ending));
		expect([await end(), await end()]).toEqual([true, false]);
		await settled(['sent', 'sent', 'sent']);
		const bodies = receiver.got.map(({ body }) => JSON.parse(body) as { type: string });
		expect(bodies.map(({ type }) => type).sort()).toEqual([
			'alert.cleared',
			'alert.opened',
			'alert.reminder'
		]);
		expect(bodies.find(({ type }) => type === 'alert.cleared')).toMatchObject({
			alert: { clear_reason: 'recovered', acknowledged_by: 'Ana' }
		});
	});

	test('a test goes the way of all messages and says what it is', async () => {
		const stored = await stage.rule({ webhook: receiver.address });
		expect(await sendTest({ store, audit: stage.audit }, stored, SYSTEM, stage.nowMs)).toBe(true);
		start();
		await settled(['sent']);
		expect(JSON.parse(receiver.got[0]?.body ?? '')).toMatchObject({
			type: 'alert.test',
			alert: { id: null }
		});
		expect(await testsOf(store.database, stored.id)).toMatchObject([
			{ state: 'sent', result: '204' }
		]);
		const silent = await stage.rule({ name: 'Sin avisos' });
		expect(await sendTest({ store, audit: stage.audit }, silent, SYSTEM)).toBe(false);
	});

	test('a rule that is removed still tells that its alert ended', async () => {
		const { stored } = await open({ webhook: receiver.address });
		await stage.rules.remove(stored.id, SYSTEM);
		start();
		await settled(['sent', 'sent']);
		const bodies = receiver.got.map(({ body }) => JSON.parse(body) as { type: string });
		expect(bodies.find(({ type }) => type === 'alert.cleared')).toMatchObject({
			alert: { clear_reason: 'removed' }
		});
	});

	test('an e-mail arrives in the language of the rule, and is tried again while the server is busy', async () => {
		const letters: { to: string[]; source: string }[] = [];
		let busy = 1;
		const server = new SMTPServer({
			authOptional: true,
			disabledCommands: ['STARTTLS', 'AUTH'],
			onData(stream, { envelope }, done) {
				let source = '';
				stream.on('data', (chunk: Buffer) => (source += chunk.toString('utf8')));
				stream.on('end', () => {
					if (busy-- > 0) {
						done(Object.assign(new Error('later'), { responseCode: 451 }));
						return;
					}
					letters.push({ to: envelope.rcptTo.map(({ address }) => address), source });
					done();
				});
			}
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.server.address() as AddressInfo;
		const mailer = createMailer({
			url: `smtp://127.0.0.1:${port}`,
			from: 'Atalaya <alertas@example.com>'
		});
		try {
			const emails = ['ana@example.com', 'luis@example.com'];
			await open({ emails, language: 'pt', name: 'Nível de serviço', threshold: 0.8 });
			start({ mailer });
			await until('the server was busy', async () => (await rows())[0]?.result === '451');
			stage.nowMs += 10_000;
			await settled(['sent']);
			expect(letters).toHaveLength(1);
			expect(letters[0]?.to).toEqual(emails);
			const source = letters[0]?.source ?? '';
			const [row] = await rows();
			expect(source).toContain(`Message-ID: <${row?.id}@example.com>`);
			expect(source).toContain('From: Atalaya <alertas@example.com>');
			expect(row).toMatchObject({ attempts: 2, result: '250' });
		} finally {
			mailer.close();
			await new Promise<void>((resolve) => {
				server.close(resolve);
			});
		}
	});
});

describe('words of an e-mail', () => {
	const message = {
		type: 'opened',
		atMs: NOW_MS,
		alert: 'a',
		rule: 'r',
		queue: 'ventas',
		queueName: 'Ventas <b>',
		watched: {
			name: 'Nivel de servicio bajo',
			metric: 'service_level',
			window: '30m',
			per: 'queue',
			comparison: 'below',
			threshold: 0.8,
			clearThreshold: 0.82,
			forMinutes: 5,
			clearForMinutes: 5,
			severity: 'critical',
			language: 'es',
			onWall: true,
			withSound: false
		},
		figures: { opened: 0.62, last: 0.62, worst: 0.62, n: 40, noData: null },
		openedAtMs: NOW_MS,
		reason: null,
		acknowledgedBy: null
	} as const;
	const options = { zone: 'Europe/Madrid', page: 'https://wall.example/alerts' };

	test('are of its language, with numbers and hours of the place, and nothing in them is markup', async () => {
		const { subject, text, html } = await letterOf(message, options);
		expect(subject).toBe('Nivel de servicio bajo: Ventas <b>');
		expect(text).toContain('62,0\u00a0%');
		expect(text).toContain('por debajo de 80,0\u00a0%');
		expect(text).toContain('10:30');
		expect(html).toContain('Ventas &lt;b&gt;');
		expect(html).not.toContain('<b>');
		expect(html).toContain('lang="es"');
	});

	test('are English and Portuguese where the rule is', async () => {
		const inLanguage = (language: 'en' | 'pt') =>
			letterOf(
				{
					...message,
					type: 'cleared',
					reason: 'recovered',
					watched: { ...message.watched, language }
				},
				options
			);
		expect((await inLanguage('en')).subject).toMatch(/^Cleared: /);
		expect((await inLanguage('pt')).subject).toMatch(/^Resolvido: /);
		expect((await inLanguage('pt')).text).toContain('62,0%');
	});
});

describe('pauses between attempts', () => {
	test('[N7] double up to an hour, half of them by chance', () => {
		const times = { leastMs: 10_000, mostMs: 3_600_000 };
		const longest = [1, 2, 3, 10, 100].map((n) => pauseAfter(n, times, () => 1));
		expect(longest).toEqual([10_000, 20_000, 40_000, 3_600_000, 3_600_000]);
		expect(pauseAfter(2, times, () => 0)).toBe(10_000);
	});
});
