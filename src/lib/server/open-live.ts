/** Opens what is live: the hub, the notices of commits that wake it, the fleet of screens. */
import type { Alert } from '#lib/domain/alerts/alert.ts';
import { ingestAddress } from './ingest-address.ts';
import type { NoticeSource } from './live/floor-reader.ts';
import { createHub } from './live/hub.ts';
import type { HubOptions } from './live/hub.ts';
import { LiveTraces } from './live/live-traces.ts';
import { listenToNotices } from './live/notices.ts';
import type { Notices } from './live/notices.ts';
import { DEFAULT_TENANT } from './queries/tenant.ts';
import type { Runtime } from './runtime.ts';
import { createFleet } from './screens/fleet.ts';
import { readSecrets } from './secrets.ts';
import type { Spans } from './telemetry/spans.ts';
import type { WebTelemetry } from './telemetry/web-telemetry.ts';

interface Others {
	/** Those that are open, for walls. */
	readonly alerts: () => readonly Alert[];
	/** Null where traces are off. */
	readonly spans: Spans | null;
}

type Parts = Others &
	Pick<
		Runtime,
		| 'config'
		| 'clickhouse'
		| 'store'
		| 'boards'
		| 'access'
		| 'audit'
		| 'screens'
		| 'log'
		| 'telemetry'
	>;

/** The worst of all ingest processes: a wall is only as complete as the one that is missing. */
function worst(listeners: readonly Notices[]): NoticeSource {
	const states = listeners.map((listener) => listener.state());
	if (states.includes('lost')) return 'lost';
	return states.includes('never') ? 'polling' : 'connected';
}

/** Who hears of ticks. */
const ticksTo = (
	telemetry: WebTelemetry,
	traces: LiveTraces | null
): Pick<HubOptions, 'onPublished' | 'traces'> => ({
	onPublished: (seconds, sent) => {
		telemetry.published(seconds, sent);
		traces?.published(seconds, sent);
	},
	...(traces ? { traces } : {})
});

export function openLive({
	config,
	clickhouse,
	store,
	boards,
	access,
	audit,
	screens,
	alerts,
	telemetry,
	spans,
	log
}: Parts): Pick<Runtime, 'hub' | 'fleet' | 'stop'> & { readonly notices: () => NoticeSource } {
	const { internalToken } = readSecrets(config);
	const traces = spans === null ? null : new LiveTraces(spans);
	const onError = (error: unknown): void => {
		log.error({ err: error }, 'live');
	};
	let listeners: Notices[] = [];
	const hub = createHub({
		clickhouse,
		boards,
		access,
		audit,
		tenant: DEFAULT_TENANT,
		zone: config.timeZone,
		now: Date.now,
		notices: () => worst(listeners),
		alerts,
		...ticksTo(telemetry, traces),
		onError,
		onReport: (seat, report, channel) => {
			fleet.heard(seat, report, channel);
		}
	});
	const { database } = store;
	const fleet = createFleet({ database, screens, now: Date.now, hub: () => hub, onError });
	listeners = config.ingestUrls.map((configured) =>
		listenToNotices({
			url: () => ingestAddress(config, configured),
			token: internalToken,
			now: Date.now,
			onCommitted: (committed) => {
				traces?.committed(committed.traceparents ?? []);
				hub.committed(committed);
			}
		})
	);
	return {
		hub,
		fleet,
		notices: () => worst(listeners),
		async stop() {
			for (const listener of listeners) listener.stop();
			fleet.stop();
			await hub.stop();
		}
	};
}
