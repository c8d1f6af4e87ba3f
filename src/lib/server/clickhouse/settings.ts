/** What is sent with each request, so that a server of other defaults answers the same. */
import type { ClickHouseSettings } from '@clickhouse/client';
import type { Lane } from './connection.ts';

/** Sent with each request, so that an external server with other defaults answers the same. */
export const LANE_SETTINGS: Record<Lane, ClickHouseSettings> = {
	ingest: { max_execution_time: 600, max_memory_usage: '8000000000' },
	live: {
		priority: '1',
		max_execution_time: 5,
		max_threads: 1,
		readonly: '2',
		max_memory_usage: '600000000',
		cancel_http_readonly_queries_on_client_close: 1
	},
	report: {
		priority: '10',
		max_execution_time: 60,
		max_threads: 1,
		readonly: '2',
		max_memory_usage: '800000000',
		max_bytes_before_external_group_by: '300000000',
		cancel_http_readonly_queries_on_client_close: 1
	}
};

/** What one question may read and answer. More is a fault of the question, and is said instead of waited for. */
const caps = (readRows: number, resultRows: number): ClickHouseSettings => ({
	max_rows_to_read: String(readRows),
	max_result_rows: String(resultRows),
	result_overflow_mode: 'throw'
});
export const READ_CAPS: Record<Lane, ClickHouseSettings> = {
	ingest: caps(20_000_000_000, 5_000_000),
	live: caps(500_000_000, 200_000),
	report: caps(2_000_000_000, 200_000)
};

/** A little more than the database itself allows: for a server that went away without saying so. */
export const REQUEST_TIMEOUT_MS: Record<Lane, number> = {
	ingest: 600_000,
	live: 8000,
	report: 70_000
};

/** What every question relies on: a server of another default would answer otherwise. */
export const READ_SETTINGS: ClickHouseSettings = {
	do_not_merge_across_partitions_select_final: 1,
	use_skip_indexes_if_final: 1,
	use_skip_indexes_if_final_exact_mode: 1,
	output_format_json_quote_64bit_integers: 0,
	output_format_json_quote_denormals: 0,
	join_use_nulls: 0
};

/** Pinned for each insert: the defaults of the server have moved before and would change what a retry does. */
export const INSERT_SETTINGS: ClickHouseSettings = {
	async_insert: 0,
	wait_for_async_insert: 1,
	insert_deduplicate: 1,
	deduplicate_blocks_in_dependent_materialized_views: 1,
	materialized_views_ignore_errors: 0,
	input_format_skip_unknown_fields: 0,
	input_format_null_as_default: 0,
	input_format_allow_errors_num: '0',
	input_format_parallel_parsing: 0,
	date_time_input_format: 'best_effort',
	// A batch is one block, so that its token protects it as a whole.
	max_insert_block_size: '1000000',
	min_insert_block_size_rows: '1000000',
	min_insert_block_size_bytes: '1000000000',
	max_partitions_per_insert_block: '10000',
	max_execution_time: 60
};

/** A server that lacks one of them cannot be written to. */
export const INSERT_SETTING_NAMES: readonly string[] = [
	...Object.keys(INSERT_SETTINGS),
	'insert_deduplication_token'
];

/**
 * Pinned for each request to a cluster. An insert is answered when every shard has its rows, so that its token protects
 * them all; a question is answered by all shards or not at all, and the right side of its joins is gathered first.
 */
export const CLUSTER_SETTINGS: ClickHouseSettings = {
	insert_distributed_sync: 1,
	insert_distributed_one_random_shard: 0,
	parallel_distributed_insert_select: '0',
	skip_unavailable_shards: 0,
	distributed_product_mode: 'global',
	optimize_skip_unused_shards: 1,
	// By itself the asked node would work out what a view reads first, such as which hours have their roll, and the other
	// shards would take its answer for theirs.
	prefer_localhost_replica: 0,
	// What was written to a replica is asked of the same one.
	load_balancing: 'in_order',
	// Work on customers reads the list of its job in a mutation; the list does not change meanwhile.
	allow_nondeterministic_mutations: 1
};
