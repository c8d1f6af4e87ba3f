/** What is known of the recordings of a contact. */
import { Type } from '@sinclair/typebox';
import { TypeCompiler } from '@sinclair/typebox/compiler';
import type { RowScope } from '#lib/domain/access/scope.ts';
import { RECORDED_MEDIA } from '#lib/domain/records/recording.ts';
import type { RecordedMedia } from '#lib/domain/records/recording.ts';
import type { ClickHouse } from '../clickhouse/client.ts';
import { interactionRecordings } from '../queries/recording.ts';

export interface KnownRecording {
	/** Of the event. */
	readonly id: string;
	readonly media: RecordedMedia;
	/** As the event names it; null once personal data was erased. */
	readonly path: string | null;
	readonly startedAtMs: number;
	readonly durationMs: number;
}

export interface RecordingQuestion {
	readonly clickhouse: ClickHouse;
	readonly tenant: string;
	readonly scope: RowScope;
	readonly signal?: AbortSignal;
}

/** What ingest took in may have lost its path since. */
const Data = TypeCompiler.Compile(
	Type.Object({
		media: Type.Union(RECORDED_MEDIA.map((media) => Type.Literal(media))),
		path: Type.Optional(Type.String()),
		startedAt: Type.String(),
		durationMs: Type.Number({ minimum: 0 })
	})
);

function recordingOf({ id, data }: { id: string; data: string }): KnownRecording | null {
	const value: unknown = JSON.parse(data);
	if (!Data.Check(value)) return null;
	const startedAtMs = Date.parse(value.startedAt);
	if (!Number.isFinite(startedAtMs)) return null;
	const { media, path = '', durationMs } = value;
	return { id, media, path: path === '' ? null : path, startedAtMs, durationMs };
}

/** None for a contact that is not there or not for this scope. Rejects with QueryError. */
export async function recordingsOf(
	interaction: string,
	{ clickhouse, tenant, ...options }: RecordingQuestion
): Promise<KnownRecording[]> {
	const params = { tenant, id: interaction };
	const rows = await clickhouse.query('report', interactionRecordings, params, options);
	return rows.map(recordingOf).filter((recording) => recording !== null);
}
