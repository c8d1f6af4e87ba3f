CREATE DATABASE IF NOT EXISTS atalaya ON CLUSTER 'wallboards';

CREATE DATABASE IF NOT EXISTS atalaya_local ON CLUSTER 'wallboards';

-- Every distinct event received, as it came. All other tables are derived from this one and can be rebuilt from it.
CREATE TABLE IF NOT EXISTS atalaya_local.events ON CLUSTER 'wallboards'
(
    tenant          LowCardinality(String)    COMMENT 'Owner of the row; first in every key',
    placement_hour  DateTime('UTC')           COMMENT 'Hour under which all events of the subject are stored; a place, never a fact',
    subject         String                    COMMENT 'Interaction, agent, mention, survey or queue the event is about',
    occurred_at     DateTime64(3, 'UTC')      COMMENT 'Instant of the event by the clock of its producer',
    sequence        String                    COMMENT 'CloudEvents sequence; breaks ties in occurred_at; empty when absent',
    type_rank       UInt8                     COMMENT 'Rank of the type in the contract; breaks ties in occurred_at',
    source          LowCardinality(String)    COMMENT 'CloudEvents source; with event_id the identity of the event',
    event_id        String                    COMMENT 'CloudEvents id',
    name            LowCardinality(String)    COMMENT 'Short type such as interaction.queued; empty for an unknown type',
    type            LowCardinality(String)    COMMENT 'CloudEvents type in full',
    segment         UInt16                    COMMENT 'Segment of the interaction, from 1; 0 when the event has none',
    queue           LowCardinality(String)    COMMENT 'Queue named by the event (of a transfer: the queue it went to); empty when none',
    agent           LowCardinality(String)    COMMENT 'Agent named by the event; empty when none',
    channel         LowCardinality(String)    COMMENT 'Channel named by the event; empty when none',
    direction       LowCardinality(String)    COMMENT 'inbound or outbound; empty when not said',
    customer        String                    COMMENT 'Customer named by the event; empty when none',
    actor           LowCardinality(String)    COMMENT 'Author of a message, or who ended; empty when not said',
    state           LowCardinality(String)    COMMENT 'State of an agent.state event; empty otherwise',
    reason          String                    COMMENT 'Reason of a state, a decline or an exception; empty when none',
    team            LowCardinality(String)    COMMENT 'Team named by an agent event; empty when none',
    display_name    String                    COMMENT 'Name given by an agent or queue event; empty when none',
    queues          Array(LowCardinality(String)) COMMENT 'Queues an agent serves, of agent.state; empty when not said',
    resolved        Int8                      COMMENT 'resolved of a wrap-up: 1 yes, 0 no, -1 not said',
    topic           String                    COMMENT 'Topic named by the event; empty when none',
    disposition     String                    COMMENT 'Disposition of a wrap-up; empty when none',
    data            String                    COMMENT 'data of the event, JSON as received' CODEC(ZSTD(3)),
    attributes      String                    COMMENT 'Time as the producer wrote it and CloudEvents extensions, JSON' CODEC(ZSTD(3)),
    from_future     UInt8                     COMMENT '1 when the event was 5 minutes to 24 hours ahead of our clock on arrival',
    received_at     DateTime64(3, 'UTC')      COMMENT 'Instant of arrival at ingest' CODEC(Delta, ZSTD(1)),
    batch_id        String                    COMMENT 'Batch that carried the row, for reconciliation' CODEC(ZSTD(1))
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
-- By month: an import of old data must not touch more partitions than one insert may.
PARTITION BY toYYYYMM(placement_hour)
-- The timeline of one subject is one range; a second arrival of an event has the same key and collapses.
ORDER BY (tenant, placement_hour, subject, occurred_at, source, event_id)
SETTINGS replicated_deduplication_window = 10000, fsync_after_insert = 1, min_free_disk_bytes_to_perform_insert = 200000000
COMMENT 'Raw events, one row each once merged; read with FINAL';

CREATE OR REPLACE TABLE atalaya.events ON CLUSTER 'wallboards' AS atalaya_local.events
ENGINE = Distributed('wallboards', 'atalaya_local', 'events', cityHash64(tenant, subject))
COMMENT 'Rows of events of all shards';

-- Where the events of each interaction are stored. Filled by placements_mv; asked by ingest for interactions it
-- does not remember.
CREATE TABLE IF NOT EXISTS atalaya_local.placements ON CLUSTER 'wallboards'
(
    tenant          LowCardinality(String)                          COMMENT 'Owner of the row; first in every key',
    subject         String                                          COMMENT 'Interaction',
    placement_hour  SimpleAggregateFunction(min, DateTime('UTC'))   COMMENT 'Earliest hour given; a race between processes may give two',
    last_hour       SimpleAggregateFunction(max, DateTime('UTC'))   COMMENT 'Latest hour given; differs from placement_hour only after a race'
)
ENGINE = ReplicatedAggregatingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (tenant, subject)
-- Asked for single interactions by the hundred: small granules read little.
SETTINGS index_granularity = 512, replicated_deduplication_window = 10000
COMMENT 'Placement hour of each interaction';

CREATE OR REPLACE TABLE atalaya.placements ON CLUSTER 'wallboards' AS atalaya_local.placements
ENGINE = Distributed('wallboards', 'atalaya_local', 'placements', cityHash64(tenant, subject))
COMMENT 'Rows of placements of all shards';

CREATE MATERIALIZED VIEW IF NOT EXISTS atalaya_local.placements_mv ON CLUSTER 'wallboards' TO atalaya_local.placements AS
SELECT
    e.tenant AS tenant,
    e.subject AS subject,
    min(e.placement_hour) AS placement_hour,
    max(e.placement_hour) AS last_hour
FROM atalaya_local.events AS e
WHERE startsWith(e.name, 'interaction.') OR startsWith(e.name, 'recording.') OR startsWith(e.name, 'transcript.')
GROUP BY tenant, subject
COMMENT 'Feeds placements';

-- A copy of the dead-letter file of each ingest process, so that one SELECT shows all of them.
CREATE TABLE IF NOT EXISTS atalaya_local.dead_letters ON CLUSTER 'wallboards'
(
    tenant          LowCardinality(String)  COMMENT 'Owner of the row; first in every key',
    dead_at         DateTime64(3, 'UTC')    COMMENT 'Instant at which the event was given up',
    letter_id       String                  COMMENT 'Identity of the letter',
    node            LowCardinality(String)  COMMENT 'Ingest process that holds the file',
    source          LowCardinality(String)  COMMENT 'CloudEvents source',
    event_id        String                  COMMENT 'CloudEvents id',
    type            LowCardinality(String)  COMMENT 'CloudEvents type',
    code            LowCardinality(String)  COMMENT 'Reason as a code',
    message         String                  COMMENT 'Reason in words, with the words of the database',
    event           String                  COMMENT 'The event as received, JSON' CODEC(ZSTD(3)),
    state           Enum8('new' = 0, 'replayed' = 1, 'discarded' = 2) COMMENT 'What became of it',
    changed_at      DateTime64(3, 'UTC')    COMMENT 'Instant of the newest state'
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', changed_at)
ORDER BY (tenant, letter_id)
SETTINGS replicated_deduplication_window = 10000
COMMENT 'Events that were accepted and could not be stored; read with FINAL';

CREATE OR REPLACE TABLE atalaya.dead_letters ON CLUSTER 'wallboards' AS atalaya_local.dead_letters
ENGINE = Distributed('wallboards', 'atalaya_local', 'dead_letters', cityHash64(tenant, letter_id))
COMMENT 'Rows of dead_letters of all shards';

-- State of each segment, merged from its events whatever their order and number: only minima, maxima, the value at an
-- extreme key, and sets of distinct events. Filled by segment_states_mv; read through the view segments.
CREATE TABLE IF NOT EXISTS atalaya_local.segment_states ON CLUSTER 'wallboards'
(
    tenant              LowCardinality(String)                             COMMENT 'Owner of the row; first in every key',
    placement_hour      DateTime('UTC')                                    COMMENT 'Hour under which the interaction is stored; a place, never a fact',
    interaction_id      String                                             COMMENT 'Interaction',
    segment             UInt16                                             COMMENT 'Number of the segment, from 1',
    last_event_at       SimpleAggregateFunction(max, DateTime64(3, 'UTC')) COMMENT 'Latest event of the segment',
    -- 2200-01-01 stands for "not yet" in minima and 1970-01-01 for "never" in maxima: Nullable would cost the skip indexes.
    queued_at           SimpleAggregateFunction(min, DateTime64(3, 'UTC')) COMMENT 'Earliest queued; 2200-01-01 when none',
    accepted_at         SimpleAggregateFunction(min, DateTime64(3, 'UTC')) COMMENT 'Earliest accepted; 2200-01-01 when none',
    settled_at          SimpleAggregateFunction(min, DateTime64(3, 'UTC')) COMMENT 'Earliest accepted, abandoned, transferred or ended; 2200-01-01 while waiting',
    ended_at            SimpleAggregateFunction(max, DateTime64(3, 'UTC')) COMMENT 'Latest ended; 1970-01-01 when none',
    transferred_at      SimpleAggregateFunction(max, DateTime64(3, 'UTC')) COMMENT 'Latest transferred; 1970-01-01 when none',
    wrapped_at          SimpleAggregateFunction(max, DateTime64(3, 'UTC')) COMMENT 'Latest wrapped; 1970-01-01 when none',
    queue_state         AggregateFunction(argMin, String, Tuple(DateTime64(3, 'UTC'), String, String, String))
                                                                           COMMENT 'Queue of the earliest queued',
    agent_state         AggregateFunction(argMax, String, Tuple(DateTime64(3, 'UTC'), String, String, String))
                                                                           COMMENT 'Agent of the latest accepted',
    exit_state          AggregateFunction(argMin, Tuple(String, DateTime64(3, 'UTC')), Tuple(DateTime64(3, 'UTC'), String, UInt8, String, String))
                                                                           COMMENT 'Kind and instant of the earliest exit: abandoned, flowed_out or closed',
    holds               SimpleAggregateFunction(groupUniqArrayArray, Array(Tuple(DateTime64(3, 'UTC'), String, String, String, Int8)))
                                                                           COMMENT 'Distinct held (1) and resumed (-1): instant, sequence, id, source, sign',
    INDEX last_event_index last_event_at TYPE minmax GRANULARITY 1,
    INDEX settled_index settled_at TYPE minmax GRANULARITY 1
)
ENGINE = ReplicatedAggregatingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
PARTITION BY toYYYYMM(placement_hour)
ORDER BY (tenant, placement_hour, interaction_id, segment)
-- Boards ask for single recent interactions: small granules read little besides them.
SETTINGS index_granularity = 512, replicated_deduplication_window = 10000
COMMENT 'State of each segment as aggregate states';

CREATE OR REPLACE TABLE atalaya.segment_states ON CLUSTER 'wallboards' AS atalaya_local.segment_states
ENGINE = Distributed('wallboards', 'atalaya_local', 'segment_states', cityHash64(tenant, interaction_id))
COMMENT 'Rows of segment_states of all shards';

CREATE MATERIALIZED VIEW IF NOT EXISTS atalaya_local.segment_states_mv ON CLUSTER 'wallboards' TO atalaya_local.segment_states AS
SELECT
    e.tenant AS tenant,
    e.placement_hour AS placement_hour,
    e.subject AS interaction_id,
    e.segment AS segment,
    max(e.occurred_at) AS last_event_at,
    min(if(e.name = 'interaction.queued', e.occurred_at, toDateTime64('2200-01-01 00:00:00', 3, 'UTC'))) AS queued_at,
    min(if(e.name = 'interaction.accepted', e.occurred_at, toDateTime64('2200-01-01 00:00:00', 3, 'UTC'))) AS accepted_at,
    min(if(e.name IN ('interaction.accepted', 'interaction.abandoned', 'interaction.transferred', 'interaction.ended'),
        e.occurred_at, toDateTime64('2200-01-01 00:00:00', 3, 'UTC'))) AS settled_at,
    max(if(e.name = 'interaction.ended', e.occurred_at, toDateTime64(0, 3, 'UTC'))) AS ended_at,
    max(if(e.name = 'interaction.transferred', e.occurred_at, toDateTime64(0, 3, 'UTC'))) AS transferred_at,
    max(if(e.name = 'interaction.wrapped', e.occurred_at, toDateTime64(0, 3, 'UTC'))) AS wrapped_at,
    argMinIfState(toString(e.queue), (e.occurred_at, e.sequence, e.event_id, toString(e.source)), e.name = 'interaction.queued') AS queue_state,
    argMaxIfState(toString(e.agent), (e.occurred_at, e.sequence, e.event_id, toString(e.source)), e.name = 'interaction.accepted') AS agent_state,
    argMinIfState(
        (multiIf(e.name = 'interaction.abandoned', 'abandoned', e.name = 'interaction.transferred', 'flowed_out', e.actor = 'customer', 'abandoned', 'closed'), e.occurred_at),
        (e.occurred_at, e.sequence, e.type_rank, e.event_id, toString(e.source)),
        e.name IN ('interaction.abandoned', 'interaction.transferred', 'interaction.ended')) AS exit_state,
    groupUniqArrayIf((e.occurred_at, e.sequence, e.event_id, toString(e.source), if(e.name = 'interaction.held', 1, -1)::Int8),
        e.name IN ('interaction.held', 'interaction.resumed')) AS holds
FROM atalaya_local.events AS e
WHERE startsWith(e.name, 'interaction.') AND e.segment > 0
GROUP BY tenant, placement_hour, interaction_id, segment
COMMENT 'Feeds segment_states';

-- Facts of a whole interaction, merged like segment_states. Filled by interaction_states_mv; read through the view interactions.
CREATE TABLE IF NOT EXISTS atalaya_local.interaction_states ON CLUSTER 'wallboards'
(
    tenant              LowCardinality(String)                             COMMENT 'Owner of the row; first in every key',
    placement_hour      DateTime('UTC')                                    COMMENT 'Hour under which the interaction is stored; a place, never a fact',
    interaction_id      String                                             COMMENT 'Interaction',
    created_at          SimpleAggregateFunction(min, DateTime64(3, 'UTC')) COMMENT 'Earliest created; 2200-01-01 when none',
    first_event_at      SimpleAggregateFunction(min, DateTime64(3, 'UTC')) COMMENT 'Earliest event',
    last_event_at       SimpleAggregateFunction(max, DateTime64(3, 'UTC')) COMMENT 'Latest event',
    ended_at            SimpleAggregateFunction(max, DateTime64(3, 'UTC')) COMMENT 'Latest ended; 1970-01-01 when none',
    channel_state       AggregateFunction(argMin, String, Tuple(DateTime64(3, 'UTC'), String, UInt8, String, String))
                                                                           COMMENT 'Channel of the earliest event that has one',
    direction_state     AggregateFunction(argMin, String, Tuple(DateTime64(3, 'UTC'), String, UInt8, String, String))
                                                                           COMMENT 'Direction of the earliest event that has one',
    customer_state      AggregateFunction(argMin, String, Tuple(DateTime64(3, 'UTC'), String, UInt8, String, String))
                                                                           COMMENT 'Customer of the earliest event that has one',
    entry_queue_state   AggregateFunction(argMin, String, Tuple(DateTime64(3, 'UTC'), String, UInt8, String, String))
                                                                           COMMENT 'Queue of the earliest created',
    resolved_state      AggregateFunction(argMax, Int8, Tuple(DateTime64(3, 'UTC'), String, UInt8, String, String))
                                                                           COMMENT 'resolved of the latest wrapped that has one',
    topic_state         AggregateFunction(argMax, String, Tuple(DateTime64(3, 'UTC'), String, UInt8, String, String))
                                                                           COMMENT 'Topic of the latest wrapped that has one',
    disposition_state   AggregateFunction(argMax, String, Tuple(DateTime64(3, 'UTC'), String, UInt8, String, String))
                                                                           COMMENT 'Disposition of the latest wrapped that has one',
    wrap_ups            SimpleAggregateFunction(max, UInt8)                COMMENT '1 when a wrapped says whether it was resolved',
    INDEX last_event_index last_event_at TYPE minmax GRANULARITY 1
)
ENGINE = ReplicatedAggregatingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
PARTITION BY toYYYYMM(placement_hour)
ORDER BY (tenant, placement_hour, interaction_id)
-- Boards ask for single recent interactions: small granules read little besides them.
SETTINGS index_granularity = 512, replicated_deduplication_window = 10000
COMMENT 'Facts of each interaction as aggregate states';

CREATE OR REPLACE TABLE atalaya.interaction_states ON CLUSTER 'wallboards' AS atalaya_local.interaction_states
ENGINE = Distributed('wallboards', 'atalaya_local', 'interaction_states', cityHash64(tenant, interaction_id))
COMMENT 'Rows of interaction_states of all shards';

CREATE MATERIALIZED VIEW IF NOT EXISTS atalaya_local.interaction_states_mv ON CLUSTER 'wallboards' TO atalaya_local.interaction_states AS
SELECT
    e.tenant AS tenant,
    e.placement_hour AS placement_hour,
    e.subject AS interaction_id,
    min(if(e.name = 'interaction.created', e.occurred_at, toDateTime64('2200-01-01 00:00:00', 3, 'UTC'))) AS created_at,
    min(e.occurred_at) AS first_event_at,
    max(e.occurred_at) AS last_event_at,
    max(if(e.name = 'interaction.ended', e.occurred_at, toDateTime64(0, 3, 'UTC'))) AS ended_at,
    argMinIfState(toString(e.channel), (e.occurred_at, e.sequence, e.type_rank, e.event_id, toString(e.source)), e.channel != '') AS channel_state,
    argMinIfState(toString(e.direction), (e.occurred_at, e.sequence, e.type_rank, e.event_id, toString(e.source)), e.direction != '') AS direction_state,
    argMinIfState(e.customer, (e.occurred_at, e.sequence, e.type_rank, e.event_id, toString(e.source)), e.customer != '') AS customer_state,
    argMinIfState(toString(e.queue), (e.occurred_at, e.sequence, e.type_rank, e.event_id, toString(e.source)), e.name = 'interaction.created') AS entry_queue_state,
    argMaxIfState(e.resolved, (e.occurred_at, e.sequence, e.type_rank, e.event_id, toString(e.source)), e.name = 'interaction.wrapped' AND e.resolved >= 0) AS resolved_state,
    argMaxIfState(e.topic, (e.occurred_at, e.sequence, e.type_rank, e.event_id, toString(e.source)), e.name = 'interaction.wrapped' AND e.topic != '') AS topic_state,
    argMaxIfState(e.disposition, (e.occurred_at, e.sequence, e.type_rank, e.event_id, toString(e.source)), e.name = 'interaction.wrapped' AND e.disposition != '') AS disposition_state,
    max(e.name = 'interaction.wrapped' AND e.resolved >= 0) AS wrap_ups
FROM atalaya_local.events AS e
WHERE startsWith(e.name, 'interaction.')
GROUP BY tenant, placement_hour, interaction_id
COMMENT 'Feeds interaction_states';

-- Latest state and profile of each agent. Filled by agent_states_mv; read through the view agents.
CREATE TABLE IF NOT EXISTS atalaya_local.agent_states ON CLUSTER 'wallboards'
(
    tenant          LowCardinality(String)                             COMMENT 'Owner of the row; first in every key',
    agent           String                                             COMMENT 'Agent',
    last_event_at   SimpleAggregateFunction(max, DateTime64(3, 'UTC')) COMMENT 'Latest event about the agent',
    latest_state    AggregateFunction(argMax, Tuple(String, String, DateTime64(3, 'UTC')), Tuple(DateTime64(3, 'UTC'), String, String, String))
                                                                       COMMENT 'State, reason and instant of the latest agent.state',
    queues_state    AggregateFunction(argMax, Array(String), Tuple(DateTime64(3, 'UTC'), String, String, String))
                                                                       COMMENT 'Queues of the latest agent.state that names any',
    name_state      AggregateFunction(argMax, String, Tuple(DateTime64(3, 'UTC'), String, UInt8, String, String))
                                                                       COMMENT 'Name given last by agent.state or reference.agent',
    team_state      AggregateFunction(argMax, String, Tuple(DateTime64(3, 'UTC'), String, UInt8, String, String))
                                                                       COMMENT 'Team given last by agent.state or reference.agent'
)
ENGINE = ReplicatedAggregatingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (tenant, agent)
SETTINGS replicated_deduplication_window = 10000
COMMENT 'Latest state and profile of each agent as aggregate states';

CREATE OR REPLACE TABLE atalaya.agent_states ON CLUSTER 'wallboards' AS atalaya_local.agent_states
ENGINE = Distributed('wallboards', 'atalaya_local', 'agent_states', cityHash64(tenant, agent))
COMMENT 'Rows of agent_states of all shards';

CREATE MATERIALIZED VIEW IF NOT EXISTS atalaya_local.agent_states_mv ON CLUSTER 'wallboards' TO atalaya_local.agent_states AS
SELECT
    e.tenant AS tenant,
    e.subject AS agent,
    max(e.occurred_at) AS last_event_at,
    argMaxIfState((toString(e.state), e.reason, e.occurred_at), (e.occurred_at, e.sequence, e.event_id, toString(e.source)), e.name = 'agent.state') AS latest_state,
    argMaxIfState(arrayMap(queue -> toString(queue), e.queues), (e.occurred_at, e.sequence, e.event_id, toString(e.source)), e.name = 'agent.state' AND notEmpty(e.queues)) AS queues_state,
    argMaxIfState(e.display_name, (e.occurred_at, e.sequence, e.type_rank, e.event_id, toString(e.source)), e.display_name != '') AS name_state,
    argMaxIfState(toString(e.team), (e.occurred_at, e.sequence, e.type_rank, e.event_id, toString(e.source)), e.team != '') AS team_state
FROM atalaya_local.events AS e
WHERE e.name IN ('agent.state', 'reference.agent')
GROUP BY tenant, agent
COMMENT 'Feeds agent_states';

-- Settings of queues by the moment they are valid from; each field on its own, so that a version may say only what changes.
-- Filled by queue_versions_mv; read through the view queue_rules.
CREATE TABLE IF NOT EXISTS atalaya_local.queue_versions ON CLUSTER 'wallboards'
(
    tenant              LowCardinality(String)  COMMENT 'Owner of the row; first in every key',
    queue               String                  COMMENT 'Queue',
    valid_from          DateTime64(3, 'UTC')    COMMENT 'Moment from which the version holds; 1970-01-01 when not said',
    name_state          AggregateFunction(argMax, String, Tuple(DateTime64(3, 'UTC'), String, String, String)) COMMENT 'Name',
    channel_state       AggregateFunction(argMax, String, Tuple(DateTime64(3, 'UTC'), String, String, String)) COMMENT 'Channel',
    threshold_state     AggregateFunction(argMax, Int64, Tuple(DateTime64(3, 'UTC'), String, String, String))  COMMENT 'T in milliseconds plus one; 0 when not said',
    short_abandon_state AggregateFunction(argMax, Int64, Tuple(DateTime64(3, 'UTC'), String, String, String))  COMMENT 'S in milliseconds plus one; 0 when not said',
    formula_state       AggregateFunction(argMax, String, Tuple(DateTime64(3, 'UTC'), String, String, String)) COMMENT 'Letter of the service level formula',
    zone_state          AggregateFunction(argMax, String, Tuple(DateTime64(3, 'UTC'), String, String, String)) COMMENT 'IANA time zone'
)
ENGINE = ReplicatedAggregatingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (tenant, queue, valid_from)
SETTINGS replicated_deduplication_window = 10000
COMMENT 'Versions of the settings of queues as aggregate states';

CREATE OR REPLACE TABLE atalaya.queue_versions ON CLUSTER 'wallboards' AS atalaya_local.queue_versions
ENGINE = Distributed('wallboards', 'atalaya_local', 'queue_versions', cityHash64(tenant, queue))
COMMENT 'Rows of queue_versions of all shards';

CREATE MATERIALIZED VIEW IF NOT EXISTS atalaya_local.queue_versions_mv ON CLUSTER 'wallboards' TO atalaya_local.queue_versions AS
SELECT
    e.tenant AS tenant,
    e.subject AS queue,
    parseDateTime64BestEffortOrZero(upper(JSONExtractString(e.data, 'validFrom')), 3, 'UTC') AS valid_from,
    argMaxIfState(e.display_name, (e.occurred_at, e.sequence, e.event_id, toString(e.source)), e.display_name != '') AS name_state,
    argMaxIfState(toString(e.channel), (e.occurred_at, e.sequence, e.event_id, toString(e.source)), e.channel != '') AS channel_state,
    argMaxIfState(JSONExtractInt(e.data, 'thresholdMs') + 1, (e.occurred_at, e.sequence, e.event_id, toString(e.source)), JSONHas(e.data, 'thresholdMs')) AS threshold_state,
    argMaxIfState(JSONExtractInt(e.data, 'shortAbandonMs') + 1, (e.occurred_at, e.sequence, e.event_id, toString(e.source)), JSONHas(e.data, 'shortAbandonMs')) AS short_abandon_state,
    argMaxIfState(JSONExtractString(e.data, 'slFormula'), (e.occurred_at, e.sequence, e.event_id, toString(e.source)), JSONHas(e.data, 'slFormula')) AS formula_state,
    argMaxIfState(JSONExtractString(e.data, 'zone'), (e.occurred_at, e.sequence, e.event_id, toString(e.source)), JSONHas(e.data, 'zone')) AS zone_state
FROM atalaya_local.events AS e
WHERE e.name = 'reference.queue'
GROUP BY tenant, queue, valid_from
COMMENT 'Feeds queue_versions';

-- When the events under each placement hour last changed. A roll-up that is older than this does not count.
CREATE TABLE IF NOT EXISTS atalaya_local.touched_hours ON CLUSTER 'wallboards'
(
    tenant          LowCardinality(String)                             COMMENT 'Owner of the row; first in every key',
    placement_hour  DateTime('UTC')                                    COMMENT 'Placement hour',
    touched_at      SimpleAggregateFunction(max, DateTime64(3, 'UTC')) COMMENT 'Clock of the database when events were last added'
)
ENGINE = ReplicatedAggregatingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (tenant, placement_hour)
SETTINGS replicated_deduplication_window = 10000
COMMENT 'Last change of each placement hour';

CREATE OR REPLACE TABLE atalaya.touched_hours ON CLUSTER 'wallboards' AS atalaya_local.touched_hours
ENGINE = Distributed('wallboards', 'atalaya_local', 'touched_hours')
COMMENT 'Rows of touched_hours of all shards';

CREATE MATERIALIZED VIEW IF NOT EXISTS atalaya_local.touched_hours_mv ON CLUSTER 'wallboards' TO atalaya_local.touched_hours AS
SELECT
    e.tenant AS tenant,
    e.placement_hour AS placement_hour,
    max(now64(3, 'UTC')) AS touched_at
FROM atalaya_local.events AS e
WHERE startsWith(e.name, 'interaction.')
GROUP BY tenant, placement_hour
COMMENT 'Feeds touched_hours';

-- T and S of queues that do not say, by channel. Written by the schema runner from src/lib/domain/metrics/queue-defaults.ts,
-- which is where they are defined.
CREATE TABLE IF NOT EXISTS atalaya_local.channel_defaults ON CLUSTER 'wallboards'
(
    channel             String  COMMENT 'Channel; empty: every channel that is not named',
    threshold_ms        Int64   COMMENT 'T in milliseconds',
    short_abandon_ms    Int64   COMMENT 'S in milliseconds'
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY channel
SETTINGS replicated_deduplication_window = 10000
COMMENT 'Service level settings by channel for queues without their own';

CREATE OR REPLACE TABLE atalaya.channel_defaults ON CLUSTER 'wallboards' AS atalaya_local.channel_defaults
ENGINE = Distributed('wallboards', 'atalaya_local', 'channel_defaults', cityHash64(channel))
COMMENT 'Rows of channel_defaults of all shards';

-- One row per queue: each setting as two parallel arrays, moments and values, oldest first.
CREATE VIEW IF NOT EXISTS atalaya.queue_rules ON CLUSTER 'wallboards'
(
    tenant              LowCardinality(String)          COMMENT 'Owner of the row',
    queue               String                          COMMENT 'Queue',
    name                String                          COMMENT 'Newest name; empty when none was given',
    channel             String                          COMMENT 'Newest channel; empty when none was given',
    zone                String                          COMMENT 'Newest IANA time zone; empty when none was given',
    channel_from        Array(DateTime64(3, 'UTC'))     COMMENT 'Moments from which a channel holds',
    channels            Array(String)                   COMMENT 'Channel from each of them',
    threshold_from      Array(DateTime64(3, 'UTC'))     COMMENT 'Moments from which a T holds',
    threshold_ms        Array(Int64)                    COMMENT 'T from each of them, milliseconds',
    short_abandon_from  Array(DateTime64(3, 'UTC'))     COMMENT 'Moments from which an S holds',
    short_abandon_ms    Array(Int64)                    COMMENT 'S from each of them, milliseconds',
    formula_from        Array(DateTime64(3, 'UTC'))     COMMENT 'Moments from which a formula holds',
    formula             Array(String)                   COMMENT 'Letter from each of them'
)
AS SELECT
    tenant,
    queue,
    argMaxIf(name, valid_from, name != '') AS name,
    argMaxIf(version_channel, valid_from, version_channel != '') AS channel,
    argMaxIf(zone, valid_from, zone != '') AS zone,
    arraySort(groupArrayIf(valid_from, version_channel != '')) AS channel_from,
    arrayMap(version -> tupleElement(version, 2), arraySort(groupArrayIf((valid_from, version_channel), version_channel != ''))) AS channels,
    arraySort(groupArrayIf(valid_from, threshold > 0)) AS threshold_from,
    arrayMap(version -> tupleElement(version, 2), arraySort(groupArrayIf((valid_from, threshold - 1), threshold > 0))) AS threshold_ms,
    arraySort(groupArrayIf(valid_from, short_abandon > 0)) AS short_abandon_from,
    arrayMap(version -> tupleElement(version, 2), arraySort(groupArrayIf((valid_from, short_abandon - 1), short_abandon > 0))) AS short_abandon_ms,
    arraySort(groupArrayIf(valid_from, letter != '')) AS formula_from,
    arrayMap(version -> tupleElement(version, 2), arraySort(groupArrayIf((valid_from, letter), letter != ''))) AS formula
FROM
(
    SELECT
        v.tenant AS tenant,
        v.queue AS queue,
        v.valid_from AS valid_from,
        argMaxMerge(v.name_state) AS name,
        argMaxMerge(v.channel_state) AS version_channel,
        argMaxMerge(v.zone_state) AS zone,
        argMaxMerge(v.threshold_state) AS threshold,
        argMaxMerge(v.short_abandon_state) AS short_abandon,
        argMaxMerge(v.formula_state) AS letter
    FROM atalaya.queue_versions AS v
    GROUP BY tenant, queue, valid_from
)
GROUP BY tenant, queue
COMMENT 'Settings of each queue over time';

-- Finalised states of segments, instants as stored (2200-01-01 and 1970-01-01 for "none"), so that filters reach the indexes.
CREATE VIEW IF NOT EXISTS atalaya_local.segments ON CLUSTER 'wallboards'
(
    tenant          LowCardinality(String)  COMMENT 'Owner of the row',
    placement_hour  DateTime('UTC')         COMMENT 'Hour under which the interaction is stored',
    interaction_id  String                  COMMENT 'Interaction',
    segment         UInt16                  COMMENT 'Number of the segment',
    last_event_at   DateTime64(3, 'UTC')    COMMENT 'Latest event of the segment',
    settled_at      DateTime64(3, 'UTC')    COMMENT 'Earliest accepted or exit; 2200-01-01 while waiting',
    queued_at       DateTime64(3, 'UTC')    COMMENT 'Earliest queued; 2200-01-01 when none',
    accepted_at     DateTime64(3, 'UTC')    COMMENT 'Earliest accepted; 2200-01-01 when none',
    ended_at        DateTime64(3, 'UTC')    COMMENT 'Latest ended; 1970-01-01 when none',
    transferred_at  DateTime64(3, 'UTC')    COMMENT 'Latest transferred; 1970-01-01 when none',
    wrapped_at      DateTime64(3, 'UTC')    COMMENT 'Latest wrapped; 1970-01-01 when none',
    queue           String                  COMMENT 'Queue of the earliest queued; empty when none',
    agent           String                  COMMENT 'Agent of the latest accepted; empty when none',
    exit_kind       String                  COMMENT 'Kind of the earliest exit: abandoned, flowed_out, closed; empty when none',
    exit_at         DateTime64(3, 'UTC')    COMMENT 'Instant of the earliest exit; 1970-01-01 when none',
    holds           Array(Tuple(DateTime64(3, 'UTC'), String, String, String, Int8)) COMMENT 'Distinct held and resumed'
)
AS SELECT
    s.tenant AS tenant,
    s.placement_hour AS placement_hour,
    s.interaction_id AS interaction_id,
    s.segment AS segment,
    s.last_event_at AS last_event_at,
    s.settled_at AS settled_at,
    s.queued_at AS queued_at,
    s.accepted_at AS accepted_at,
    s.ended_at AS ended_at,
    s.transferred_at AS transferred_at,
    s.wrapped_at AS wrapped_at,
    finalizeAggregation(s.queue_state) AS queue,
    finalizeAggregation(s.agent_state) AS agent,
    tupleElement(finalizeAggregation(s.exit_state), 1) AS exit_kind,
    tupleElement(finalizeAggregation(s.exit_state), 2) AS exit_at,
    s.holds AS holds
FROM atalaya_local.segment_states AS s FINAL
COMMENT 'State of each segment';

CREATE OR REPLACE TABLE atalaya.segments ON CLUSTER 'wallboards' AS atalaya_local.segments
ENGINE = Distributed('wallboards', 'atalaya_local', 'segments', cityHash64(tenant, interaction_id))
COMMENT 'Rows of segments of all shards';

CREATE VIEW IF NOT EXISTS atalaya_local.interactions ON CLUSTER 'wallboards'
(
    tenant          LowCardinality(String)          COMMENT 'Owner of the row',
    placement_hour  DateTime('UTC')                 COMMENT 'Hour under which the interaction is stored',
    interaction_id  String                          COMMENT 'Interaction',
    created_at      DateTime64(3, 'UTC')            COMMENT 'Earliest created, else earliest event',
    last_event_at   DateTime64(3, 'UTC')            COMMENT 'Latest event',
    ended_at        Nullable(DateTime64(3, 'UTC'))  COMMENT 'Latest ended; null when none',
    channel         String                          COMMENT 'Channel; empty when no event has one',
    direction       String                          COMMENT 'inbound or outbound',
    customer        String                          COMMENT 'Customer; empty when unknown',
    entry_queue     String                          COMMENT 'Queue of created; empty when none',
    resolved        Nullable(UInt8)                 COMMENT 'resolved of the latest wrapped that has one',
    topic           String                          COMMENT 'Topic of the latest wrapped that has one; empty when none',
    disposition     String                          COMMENT 'Disposition of the latest wrapped that has one; empty when none'
)
AS SELECT
    s.tenant AS tenant,
    s.placement_hour AS placement_hour,
    s.interaction_id AS interaction_id,
    if(s.created_at < toDateTime64('2200-01-01 00:00:00', 3, 'UTC'), s.created_at, s.first_event_at) AS created_at,
    s.last_event_at AS last_event_at,
    if(s.ended_at > toDateTime64(0, 3, 'UTC'), s.ended_at, NULL) AS ended_at,
    finalizeAggregation(s.channel_state) AS channel,
    if(finalizeAggregation(s.direction_state) = '', 'inbound', finalizeAggregation(s.direction_state)) AS direction,
    finalizeAggregation(s.customer_state) AS customer,
    finalizeAggregation(s.entry_queue_state) AS entry_queue,
    if(s.wrap_ups = 1, toUInt8(finalizeAggregation(s.resolved_state)), NULL) AS resolved,
    finalizeAggregation(s.topic_state) AS topic,
    finalizeAggregation(s.disposition_state) AS disposition
FROM atalaya_local.interaction_states AS s FINAL
COMMENT 'Facts of each interaction';

CREATE OR REPLACE TABLE atalaya.interactions ON CLUSTER 'wallboards' AS atalaya_local.interactions
ENGINE = Distributed('wallboards', 'atalaya_local', 'interactions', cityHash64(tenant, interaction_id))
COMMENT 'Rows of interactions of all shards';

-- The facts of a segment as the contract defines them. Everything that is counted or averaged starts here.
-- A filter on tenant, placement_hour and interaction_id reaches the keys of both sides of the join.
CREATE VIEW IF NOT EXISTS atalaya_local.segment_facts ON CLUSTER 'wallboards'
(
    tenant                      LowCardinality(String)          COMMENT 'Owner of the row',
    placement_hour              DateTime('UTC')                 COMMENT 'Hour under which the interaction is stored',
    interaction_id              String                          COMMENT 'Interaction',
    segment                     UInt16                          COMMENT 'Number of the segment',
    last_event_at               DateTime64(3, 'UTC')            COMMENT 'Latest event of the segment',
    settled_at                  DateTime64(3, 'UTC')            COMMENT 'Earliest accepted or exit; 2200-01-01 while waiting',
    queue                       String                          COMMENT 'Queue of the earliest queued, else the queue of created',
    channel                     String                          COMMENT 'Channel of the interaction',
    direction                   String                          COMMENT 'inbound or outbound',
    customer                    String                          COMMENT 'Customer; empty when unknown',
    agent                       String                          COMMENT 'Agent of the latest accepted; empty when none',
    outcome                     String                          COMMENT 'answered, abandoned, flowed_out, closed or waiting',
    queued_at                   Nullable(DateTime64(3, 'UTC'))  COMMENT 'Earliest queued; null: never offered',
    accepted_at                 Nullable(DateTime64(3, 'UTC'))  COMMENT 'Earliest accepted',
    ended_at                    Nullable(DateTime64(3, 'UTC'))  COMMENT 'End of the contact with the agent; null unless answered',
    wrapped_at                  Nullable(DateTime64(3, 'UTC'))  COMMENT 'Latest wrapped that is not before the end',
    handle_end_at               Nullable(DateTime64(3, 'UTC'))  COMMENT 'wrapped_at or ended_at; null until handled',
    wait_ms                     Int64                           COMMENT 'From queued to accepted or to the exit; 0 while waiting',
    talk_ms                     Int64                           COMMENT 'From accepted to ended without hold',
    hold_ms                     Int64                           COMMENT 'Sum of holds between accepted and ended',
    acw_ms                      Int64                           COMMENT 'From ended to wrapped',
    transferred                 UInt8                           COMMENT '1: handled and transferred at or after accepted',
    skewed                      UInt8                           COMMENT '1: a difference was negative and counts as 0',
    threshold_ms                Int64                           COMMENT 'T that held when it was queued',
    short_abandon_ms            Int64                           COMMENT 'S that held when it was queued',
    formula                     String                          COMMENT 'Letter of the service level formula that held when it was queued',
    service_level_numerator     UInt8                           COMMENT 'What it adds to the numerator of the service level',
    service_level_denominator   UInt8                           COMMENT 'What it adds to the denominator of the service level'
)
AS WITH (
    SELECT (groupArray(d.channel), groupArray(d.threshold_ms), groupArray(d.short_abandon_ms))
    FROM (SELECT * FROM atalaya.channel_defaults FINAL ORDER BY channel) AS d
) AS defaults
-- In steps, each naming what the next builds on: one long SELECT with aliases of aliases takes the analyzer far longer.
SELECT
    tenant, placement_hour, interaction_id, segment, last_event_at, settled_at,
    queue, channel, direction, customer, agent, outcome,
    if(offered, queue_instant, NULL) AS queued_at,
    if(answered, accept_instant, NULL) AS accepted_at,
    if(ended, end_instant, NULL) AS ended_at,
    if(wrapped, wrap_instant, NULL) AS wrapped_at,
    multiIf(wrapped, wrap_instant, ended, end_instant, NULL) AS handle_end_at,
    wait_ms,
    contact_ms - held_ms AS talk_ms,
    held_ms AS hold_ms,
    if(wrapped, dateDiff('millisecond', end_instant, wrap_instant), 0) AS acw_ms,
    toUInt8(ended AND transfer_instant >= accept_instant) AS transferred,
    toUInt8(raw_wait_ms < 0 OR raw_contact_ms < 0) AS skewed,
    threshold_ms, short_abandon_ms, formula,
    -- The six formulas: the same table as serviceLevelShare in src/lib/domain/metrics/service-level.ts, its second witness.
    toUInt8(offered AND wait_ms <= threshold_ms AND (outcome = 'answered' OR (outcome = 'abandoned' AND formula = 'D'))) AS service_level_numerator,
    toUInt8(offered AND multiIf(
        outcome = 'answered', 1,
        outcome = 'flowed_out', formula = 'F',
        outcome != 'abandoned', 0,
        formula = 'A', wait_ms > short_abandon_ms,
        formula = 'C', 0,
        formula = 'E', wait_ms > threshold_ms,
        1)) AS service_level_denominator
FROM
(
    SELECT
        *,
        greatest(0, raw_wait_ms) AS wait_ms,
        greatest(0, raw_contact_ms) AS contact_ms,
        -- Held and resumed alternate here; a hold that was not resumed lasts until the end.
        if(empty(turns) OR raw_contact_ms <= 0, 0,
            arraySum(turn -> -turn.5 * dateDiff('millisecond', accept_instant, greatest(accept_instant, turn.1)), turns)
                + if(turns[-1].5 = 1, raw_contact_ms, 0)) AS held_ms,
        if(threshold_index > 0, rule_threshold_ms[threshold_index],
            transform(rule_channel, defaults.1, defaults.2, defaults.2[indexOf(defaults.1, '')])) AS threshold_ms,
        if(short_index > 0, rule_short_abandon_ms[short_index],
            transform(rule_channel, defaults.1, defaults.3, defaults.3[indexOf(defaults.1, '')])) AS short_abandon_ms,
        if(formula_index > 0, rule_formula[formula_index], 'A') AS formula
    FROM
    (
        SELECT
            *,
            ended AND wrap_instant > toDateTime64(0, 3, 'UTC') AND wrap_instant >= end_instant AS wrapped,
            if(offered AND outcome != 'waiting', dateDiff('millisecond', queue_instant, if(answered, accept_instant, exit_instant)), 0) AS raw_wait_ms,
            if(ended, dateDiff('millisecond', accept_instant, end_instant), 0) AS raw_contact_ms,
            -- In order, up to the end, without repetitions of the same sign: held, resumed, held, …
            arrayFilter((hold, before) -> hold.5 != before, ordered, arraySlice(arrayPushFront(ordered.5, -1), 1, length(ordered))) AS turns
        FROM
        (
            SELECT
                *,
                answered AND end_instant > toDateTime64(0, 3, 'UTC') AS ended,
                multiIf(answered, 'answered', exit_kind != '', exit_kind, 'waiting') AS outcome,
                arraySort(arrayFilter(hold -> hold.1 <= end_instant, holds)) AS ordered
            FROM
            (
                SELECT
                    s.tenant AS tenant, s.placement_hour AS placement_hour, s.interaction_id AS interaction_id, s.segment AS segment,
                    s.last_event_at AS last_event_at, s.settled_at AS settled_at,
                    s.queued_at AS queue_instant, s.accepted_at AS accept_instant, s.exit_at AS exit_instant,
                    s.transferred_at AS transfer_instant, s.wrapped_at AS wrap_instant, s.exit_kind AS exit_kind, s.holds AS holds,
                    s.queued_at < toDateTime64('2200-01-01 00:00:00', 3, 'UTC') AS offered,
                    s.accepted_at < toDateTime64('2200-01-01 00:00:00', 3, 'UTC') AS answered,
                    multiIf(s.ended_at > toDateTime64(0, 3, 'UTC'), s.ended_at, s.transferred_at >= s.accepted_at, s.transferred_at, s.wrapped_at) AS end_instant,
                    if(offered, s.queue, i.entry_queue) AS queue, s.agent AS agent,
                    i.channel AS channel, i.direction AS direction, i.customer AS customer,
                    arrayLastIndex(moment -> moment <= s.queued_at, q.channel_from) AS channel_index,
                    if(channel_index > 0, q.channels[channel_index], i.channel) AS rule_channel,
                    q.threshold_ms AS rule_threshold_ms, q.short_abandon_ms AS rule_short_abandon_ms, q.formula AS rule_formula,
                    arrayLastIndex(moment -> moment <= s.queued_at, q.threshold_from) AS threshold_index,
                    arrayLastIndex(moment -> moment <= s.queued_at, q.short_abandon_from) AS short_index,
                    arrayLastIndex(moment -> moment <= s.queued_at, q.formula_from) AS formula_index
                FROM atalaya_local.segments AS s
                LEFT JOIN atalaya_local.interactions AS i ON i.tenant = s.tenant AND i.placement_hour = s.placement_hour AND i.interaction_id = s.interaction_id
                LEFT JOIN atalaya.queue_rules AS q ON q.tenant = s.tenant AND q.queue = s.queue
            )
        )
    )
)
COMMENT 'Facts of each segment, with the settings of its queue that held then';

CREATE OR REPLACE TABLE atalaya.segment_facts ON CLUSTER 'wallboards' AS atalaya_local.segment_facts
ENGINE = Distributed('wallboards', 'atalaya_local', 'segment_facts', cityHash64(tenant, interaction_id))
COMMENT 'Rows of segment_facts of all shards';

-- What each segment adds to the measures: once in the bucket it was queued in, once in the bucket its handling ended in.
-- The columns are the measures of src/lib/domain/metrics/measures.ts; those of the other booking are 0.
CREATE VIEW IF NOT EXISTS atalaya_local.segment_bookings ON CLUSTER 'wallboards'
(
    tenant                      LowCardinality(String)  COMMENT 'Owner of the row',
    placement_hour              DateTime('UTC')         COMMENT 'Hour under which the interaction is stored',
    interaction_id              String                  COMMENT 'Interaction',
    segment                     UInt16                  COMMENT 'Number of the segment',
    last_event_at               DateTime64(3, 'UTC')    COMMENT 'Latest event of the segment',
    queue                       String                  COMMENT 'Queue',
    channel                     String                  COMMENT 'Channel',
    agent                       String                  COMMENT 'Agent; empty when none answered',
    booking                     String                  COMMENT 'queued or handled',
    booked_at                   DateTime64(3, 'UTC')    COMMENT 'Instant that decides the bucket',
    offered                     UInt64                  COMMENT 'Queued',
    answered                    UInt64                  COMMENT 'Queued and answered',
    abandoned                   UInt64                  COMMENT 'Queued and abandoned',
    closed                      UInt64                  COMMENT 'Queued and closed unanswered',
    short_abandoned             UInt64                  COMMENT 'Abandoned within S',
    flowed_out                  UInt64                  COMMENT 'Queued and transferred before an answer',
    wait_ms                     UInt64                  COMMENT 'Wait of the answered',
    service_level_numerator     UInt64                  COMMENT 'By the formula of the queue',
    service_level_denominator   UInt64                  COMMENT 'By the formula of the queue',
    handled                     UInt64                  COMMENT 'Accepted and finished',
    handle_ms                   UInt64                  COMMENT 'Talk, hold and after-contact work',
    talk_ms                     UInt64                  COMMENT 'Talk without hold',
    hold_ms                     UInt64                  COMMENT 'Hold',
    acw_ms                      UInt64                  COMMENT 'After-contact work',
    transferred                 UInt64                  COMMENT 'Handled with a transfer',
    skewed                      UInt64                  COMMENT 'A difference was negative and counts as 0'
)
AS SELECT
    f.tenant AS tenant,
    f.placement_hour AS placement_hour,
    f.interaction_id AS interaction_id,
    f.segment AS segment,
    f.last_event_at AS last_event_at,
    f.queue AS queue,
    f.channel AS channel,
    f.agent AS agent,
    kind AS booking,
    assumeNotNull(if(is_queued, f.queued_at, f.handle_end_at)) AS booked_at,
    toUInt64(is_queued) AS offered,
    toUInt64(is_queued AND f.outcome = 'answered') AS answered,
    toUInt64(is_queued AND f.outcome = 'abandoned') AS abandoned,
    toUInt64(is_queued AND f.outcome = 'closed') AS closed,
    toUInt64(is_queued AND f.outcome = 'abandoned' AND f.wait_ms <= f.short_abandon_ms) AS short_abandoned,
    toUInt64(is_queued AND f.outcome = 'flowed_out') AS flowed_out,
    toUInt64(if(is_queued AND f.outcome = 'answered', f.wait_ms, 0)) AS wait_ms,
    toUInt64(if(is_queued, f.service_level_numerator, 0)) AS service_level_numerator,
    toUInt64(if(is_queued, f.service_level_denominator, 0)) AS service_level_denominator,
    toUInt64(NOT is_queued) AS handled,
    toUInt64(if(is_queued, 0, f.talk_ms + f.hold_ms + f.acw_ms)) AS handle_ms,
    toUInt64(if(is_queued, 0, f.talk_ms)) AS talk_ms,
    toUInt64(if(is_queued, 0, f.hold_ms)) AS hold_ms,
    toUInt64(if(is_queued, 0, f.acw_ms)) AS acw_ms,
    toUInt64(if(is_queued, 0, f.transferred)) AS transferred,
    -- Once per segment, under whichever booking it has first.
    toUInt64(f.skewed = 1 AND (is_queued OR f.queued_at IS NULL)) AS skewed
FROM
(
    SELECT *, arrayJoin(arrayFilter(k -> if(k = 'queued', queued_at IS NOT NULL, handle_end_at IS NOT NULL), ['queued', 'handled'])) AS kind, kind = 'queued' AS is_queued
    FROM atalaya_local.segment_facts
) AS f
COMMENT 'Contributions of segments to the measures';

CREATE OR REPLACE TABLE atalaya.segment_bookings ON CLUSTER 'wallboards' AS atalaya_local.segment_bookings
ENGINE = Distributed('wallboards', 'atalaya_local', 'segment_bookings', cityHash64(tenant, interaction_id))
COMMENT 'Rows of segment_bookings of all shards';

-- Messages of customers and agents and reopenings of each interaction, as a set of distinct events: what response times are
-- made of. Bots and the system neither ask nor answer and are left out. Filled by message_turns_mv.
CREATE TABLE IF NOT EXISTS atalaya_local.message_turns ON CLUSTER 'wallboards'
(
    tenant          LowCardinality(String)                             COMMENT 'Owner of the row; first in every key',
    placement_hour  DateTime('UTC')                                    COMMENT 'Hour under which the interaction is stored; a place, never a fact',
    interaction_id  String                                             COMMENT 'Interaction',
    last_event_at   SimpleAggregateFunction(max, DateTime64(3, 'UTC')) COMMENT 'Latest of the events',
    turns           SimpleAggregateFunction(groupUniqArrayArray, Array(Tuple(DateTime64(3, 'UTC'), String, UInt8, String, String, Int8, UInt16, String)))
                                                                       COMMENT 'Instant, sequence, rank, id, source, kind (1 customer, 2 agent, 3 reopened), segment, agent',
    INDEX last_event_index last_event_at TYPE minmax GRANULARITY 1
)
ENGINE = ReplicatedAggregatingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
PARTITION BY toYYYYMM(placement_hour)
ORDER BY (tenant, placement_hour, interaction_id)
SETTINGS index_granularity = 512, replicated_deduplication_window = 10000
COMMENT 'Who wrote when in each interaction';

CREATE OR REPLACE TABLE atalaya.message_turns ON CLUSTER 'wallboards' AS atalaya_local.message_turns
ENGINE = Distributed('wallboards', 'atalaya_local', 'message_turns', cityHash64(tenant, interaction_id))
COMMENT 'Rows of message_turns of all shards';

CREATE MATERIALIZED VIEW IF NOT EXISTS atalaya_local.message_turns_mv ON CLUSTER 'wallboards' TO atalaya_local.message_turns AS
SELECT
    e.tenant AS tenant,
    e.placement_hour AS placement_hour,
    e.subject AS interaction_id,
    max(e.occurred_at) AS last_event_at,
    groupUniqArray((e.occurred_at, e.sequence, e.type_rank, e.event_id, toString(e.source),
        multiIf(e.name = 'interaction.reopened', 3, e.actor = 'agent', 2, 1)::Int8, e.segment, toString(e.agent))) AS turns
FROM atalaya_local.events AS e
WHERE e.name = 'interaction.reopened' OR (e.name = 'interaction.message' AND e.actor IN ('customer', 'agent'))
GROUP BY tenant, placement_hour, interaction_id
COMMENT 'Feeds message_turns';

-- Response times, booked at the customer's message. A run is an unbroken row of customer messages; the agent message after it
-- answers it. The first answered run of an opening is its first response; a reopening starts the next opening.
CREATE VIEW IF NOT EXISTS atalaya_local.message_bookings ON CLUSTER 'wallboards'
(
    tenant              LowCardinality(String)  COMMENT 'Owner of the row',
    placement_hour      DateTime('UTC')         COMMENT 'Hour under which the interaction is stored',
    interaction_id      String                  COMMENT 'Interaction',
    segment             UInt16                  COMMENT 'Segment of the message that asked',
    last_event_at       DateTime64(3, 'UTC')    COMMENT 'Latest message or reopening of the interaction',
    queue               String                  COMMENT 'Queue of that segment, else the queue of created',
    channel             String                  COMMENT 'Channel of the interaction',
    agent               String                  COMMENT 'Agent who answered',
    booked_at           DateTime64(3, 'UTC')    COMMENT 'Instant of the message that asked',
    first_responses     UInt64                  COMMENT 'First responses of an opening',
    first_response_ms   UInt64                  COMMENT 'From the first customer message of the opening to the first agent message after it',
    responses           UInt64                  COMMENT 'Answered runs of customer messages',
    response_ms         UInt64                  COMMENT 'From the first message of the run to the agent message that answers it'
)
AS SELECT
    r.tenant AS tenant,
    r.placement_hour AS placement_hour,
    r.interaction_id AS interaction_id,
    r.segment AS segment,
    r.last_event_at AS last_event_at,
    if(s.queue != '', s.queue, i.entry_queue) AS queue,
    i.channel AS channel,
    r.agent AS agent,
    r.asked_at AS booked_at,
    toUInt64(r.is_first) AS first_responses,
    toUInt64(if(r.is_first, r.response_ms, 0)) AS first_response_ms,
    toUInt64(NOT r.is_first) AS responses,
    toUInt64(if(r.is_first, 0, r.response_ms)) AS response_ms
FROM
(
    SELECT
        tenant, placement_hour, interaction_id, last_event_at,
        arrayJoin(arrayConcat(
            -- Runs and their answers alternate, so the n-th answer belongs to the n-th run.
            arrayMap((asked, answer) -> (asked, answer, 0), arrayResize(runs, length(answers)), answers),
            arrayFilter(pair -> pair.2.2 = 2, arrayMap(
                asked -> (asked, arrayFirst(turn -> turn.2 = 2 AND turn.5 = asked.5 AND turn.6 > asked.6, messages), 1),
                opening_questions)))) AS pair,
        pair.1.1 AS asked_at,
        pair.1.3 AS segment,
        pair.2.4 AS agent,
        pair.3 = 1 AS is_first,
        greatest(0, dateDiff('millisecond', pair.1.1, pair.2.1)) AS response_ms
    FROM
    (
        SELECT
            tenant, placement_hour, interaction_id, last_event_at, messages,
            arrayFilter((turn, before) -> turn.2 = 1 AND before != 1, messages, kind_before) AS runs,
            arrayFilter((turn, before) -> turn.2 = 2 AND before = 1, messages, kind_before) AS answers,
            -- The first customer message of each opening.
            arrayFilter((turn, position) -> indexOf(questions.5, turn.5) = position, questions, arrayEnumerate(questions)) AS opening_questions
        FROM
        (
            SELECT
                tenant, placement_hour, interaction_id, last_event_at,
                arrayFilter(turn -> turn.2 != 3, numbered) AS messages,
                arrayFilter(turn -> turn.2 = 1, numbered) AS questions,
                arraySlice(arrayPushFront(messages.2, 0), 1, length(messages)) AS kind_before
            FROM
            (
                SELECT
                    t.tenant AS tenant, t.placement_hour AS placement_hour, t.interaction_id AS interaction_id, t.last_event_at AS last_event_at,
                    arraySort(t.turns) AS ordered,
                    -- Instant, kind, segment, agent, opening, position.
                    arrayMap((turn, opening, position) -> (turn.1, turn.6, turn.7, turn.8, opening, position),
                        ordered, arrayCumSum(arrayMap(turn -> turn.6 = 3, ordered)), arrayEnumerate(ordered)) AS numbered
                FROM atalaya_local.message_turns AS t FINAL
            )
        )
    )
) AS r
LEFT JOIN atalaya_local.interactions AS i ON i.tenant = r.tenant AND i.placement_hour = r.placement_hour AND i.interaction_id = r.interaction_id
LEFT JOIN atalaya_local.segments AS s ON s.tenant = r.tenant AND s.placement_hour = r.placement_hour AND s.interaction_id = r.interaction_id AND s.segment = r.segment
COMMENT 'Response times of written contacts';

CREATE OR REPLACE TABLE atalaya.message_bookings ON CLUSTER 'wallboards' AS atalaya_local.message_bookings
ENGINE = Distributed('wallboards', 'atalaya_local', 'message_bookings', cityHash64(tenant, interaction_id))
COMMENT 'Rows of message_bookings of all shards';

-- Everything that is summed, from calls and from messages, in one shape: the columns are the measures of
-- src/lib/domain/metrics/measures.ts.
CREATE VIEW IF NOT EXISTS atalaya_local.bookings ON CLUSTER 'wallboards'
(
    tenant                      LowCardinality(String)  COMMENT 'Owner of the row',
    placement_hour              DateTime('UTC')         COMMENT 'Hour under which the interaction is stored',
    interaction_id              String                  COMMENT 'Interaction',
    segment                     UInt16                  COMMENT 'Number of the segment',
    last_event_at               DateTime64(3, 'UTC')    COMMENT 'Latest event of the segment',
    queue                       String                  COMMENT 'Queue',
    channel                     String                  COMMENT 'Channel',
    agent                       String                  COMMENT 'Agent; empty when none answered',
    booked_at                   DateTime64(3, 'UTC')    COMMENT 'Instant that decides the bucket',
    offered                     UInt64                  COMMENT 'Queued',
    answered                    UInt64                  COMMENT 'Queued and answered',
    abandoned                   UInt64                  COMMENT 'Queued and abandoned',
    closed                      UInt64                  COMMENT 'Queued and closed unanswered',
    short_abandoned             UInt64                  COMMENT 'Abandoned within S',
    flowed_out                  UInt64                  COMMENT 'Queued and transferred before an answer',
    wait_ms                     UInt64                  COMMENT 'Wait of the answered',
    service_level_numerator     UInt64                  COMMENT 'By the formula of the queue',
    service_level_denominator   UInt64                  COMMENT 'By the formula of the queue',
    handled                     UInt64                  COMMENT 'Accepted and finished',
    handle_ms                   UInt64                  COMMENT 'Talk, hold and after-contact work',
    talk_ms                     UInt64                  COMMENT 'Talk without hold',
    hold_ms                     UInt64                  COMMENT 'Hold',
    acw_ms                      UInt64                  COMMENT 'After-contact work',
    transferred                 UInt64                  COMMENT 'Handled with a transfer',
    skewed                      UInt64                  COMMENT 'A difference was negative and counts as 0',
    first_responses             UInt64                  COMMENT 'First responses',
    first_response_ms           UInt64                  COMMENT 'Time to them',
    responses                   UInt64                  COMMENT 'Responses',
    response_ms                 UInt64                  COMMENT 'Time to them'
)
AS SELECT
    b.tenant AS tenant, b.placement_hour AS placement_hour, b.interaction_id AS interaction_id, b.segment AS segment, b.last_event_at AS last_event_at, b.queue AS queue, b.channel AS channel, b.agent AS agent, b.booked_at AS booked_at, b.offered AS offered, b.answered AS answered, b.abandoned AS abandoned, b.closed AS closed, b.short_abandoned AS short_abandoned, b.flowed_out AS flowed_out, b.wait_ms AS wait_ms, b.service_level_numerator AS service_level_numerator, b.service_level_denominator AS service_level_denominator, b.handled AS handled, b.handle_ms AS handle_ms, b.talk_ms AS talk_ms, b.hold_ms AS hold_ms, b.acw_ms AS acw_ms, b.transferred AS transferred, b.skewed AS skewed,
    toUInt64(0) AS first_responses, toUInt64(0) AS first_response_ms, toUInt64(0) AS responses, toUInt64(0) AS response_ms
FROM atalaya_local.segment_bookings AS b
UNION ALL
SELECT
    m.tenant AS tenant, m.placement_hour AS placement_hour, m.interaction_id AS interaction_id, m.segment AS segment, m.last_event_at AS last_event_at, m.queue AS queue, m.channel AS channel, m.agent AS agent, m.booked_at AS booked_at,
    toUInt64(0) AS offered, toUInt64(0) AS answered, toUInt64(0) AS abandoned, toUInt64(0) AS closed, toUInt64(0) AS short_abandoned, toUInt64(0) AS flowed_out, toUInt64(0) AS wait_ms, toUInt64(0) AS service_level_numerator, toUInt64(0) AS service_level_denominator, toUInt64(0) AS handled, toUInt64(0) AS handle_ms, toUInt64(0) AS talk_ms, toUInt64(0) AS hold_ms, toUInt64(0) AS acw_ms, toUInt64(0) AS transferred, toUInt64(0) AS skewed,
    m.first_responses AS first_responses, m.first_response_ms AS first_response_ms, m.responses AS responses, m.response_ms AS response_ms
FROM atalaya_local.message_bookings AS m
COMMENT 'Contributions of contacts to the measures';

CREATE OR REPLACE TABLE atalaya.bookings ON CLUSTER 'wallboards' AS atalaya_local.bookings
ENGINE = Distributed('wallboards', 'atalaya_local', 'bookings', cityHash64(tenant, interaction_id))
COMMENT 'Rows of bookings of all shards';

-- Sums per quarter of an hour, queue, channel and agent, computed per placement hour and replaced as a whole: a row counts
-- only while rolled_hours names its roll. Rolls are recomputed, never added to. Read through the view metric_intervals.
CREATE TABLE IF NOT EXISTS atalaya_local.metric_rolls ON CLUSTER 'wallboards'
(
    tenant                      LowCardinality(String)  COMMENT 'Owner of the row; first in every key',
    interval_start              DateTime('UTC')         COMMENT 'Start of the 15 minutes',
    queue                       LowCardinality(String)  COMMENT 'Queue',
    channel                     LowCardinality(String)  COMMENT 'Channel',
    agent                       LowCardinality(String)  COMMENT 'Agent; empty when none answered',
    placement_hour              DateTime('UTC')         COMMENT 'Placement hour the row was computed from',
    roll_id                     UInt64                  COMMENT 'Run that computed it: its start in milliseconds and three random digits',
    offered                     UInt64                  COMMENT 'Queued',
    answered                    UInt64                  COMMENT 'Queued and answered',
    abandoned                   UInt64                  COMMENT 'Queued and abandoned',
    closed                      UInt64                  COMMENT 'Queued and closed unanswered',
    short_abandoned             UInt64                  COMMENT 'Abandoned within S',
    flowed_out                  UInt64                  COMMENT 'Queued and transferred before an answer',
    wait_ms                     UInt64                  COMMENT 'Wait of the answered',
    service_level_numerator     UInt64                  COMMENT 'By the formula of the queue',
    service_level_denominator   UInt64                  COMMENT 'By the formula of the queue',
    handled                     UInt64                  COMMENT 'Accepted and finished',
    handle_ms                   UInt64                  COMMENT 'Talk, hold and after-contact work',
    talk_ms                     UInt64                  COMMENT 'Talk without hold',
    hold_ms                     UInt64                  COMMENT 'Hold',
    acw_ms                      UInt64                  COMMENT 'After-contact work',
    transferred                 UInt64                  COMMENT 'Handled with a transfer',
    skewed                      UInt64                  COMMENT 'Segments with a negative difference',
    first_responses             UInt64                  COMMENT 'First responses',
    first_response_ms           UInt64                  COMMENT 'Time to them',
    responses                   UInt64                  COMMENT 'Responses',
    response_ms                 UInt64                  COMMENT 'Time to them',
    wait_sketch_state           AggregateFunction(quantilesDD(0.01, 0.5, 0.9, 0.95), Float64) COMMENT 'Waits of the answered, within 1 %',
    handle_sketch_state         AggregateFunction(quantilesDD(0.01, 0.5, 0.9, 0.95), Float64) COMMENT 'Handle times, within 1 %',
    talk_sketch_state           AggregateFunction(quantilesDD(0.01, 0.5, 0.9, 0.95), Float64) COMMENT 'Talk times, within 1 %',
    hold_sketch_state           AggregateFunction(quantilesDD(0.01, 0.5, 0.9, 0.95), Float64) COMMENT 'Hold times, within 1 %',
    acw_sketch_state            AggregateFunction(quantilesDD(0.01, 0.5, 0.9, 0.95), Float64) COMMENT 'After-contact work, within 1 %',
    first_response_sketch_state AggregateFunction(quantilesDD(0.01, 0.5, 0.9, 0.95), Float64) COMMENT 'First response times, within 1 %',
    response_sketch_state       AggregateFunction(quantilesDD(0.01, 0.5, 0.9, 0.95), Float64) COMMENT 'Response times, within 1 %'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
PARTITION BY toYYYYMM(interval_start)
ORDER BY (tenant, interval_start, queue, channel, agent)
SETTINGS replicated_deduplication_window = 1000
COMMENT 'Roll-ups of placement hours, current and superseded';

CREATE OR REPLACE TABLE atalaya.metric_rolls ON CLUSTER 'wallboards' AS atalaya_local.metric_rolls
ENGINE = Distributed('wallboards', 'atalaya_local', 'metric_rolls')
COMMENT 'Rows of metric_rolls of all shards';

-- The roll that counts for each placement hour, and what it covers.
CREATE TABLE IF NOT EXISTS atalaya_local.rolled_hours ON CLUSTER 'wallboards'
(
    tenant          LowCardinality(String)  COMMENT 'Owner of the row; first in every key',
    placement_hour  DateTime('UTC')         COMMENT 'Placement hour',
    roll_id         UInt64                  COMMENT 'Run whose rows in metric_rolls count',
    covers          DateTime64(3, 'UTC')    COMMENT 'touched_at of the hour when the run began',
    rules           UInt64                  COMMENT 'Fingerprint of the queue settings the run used'
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', roll_id)
ORDER BY (tenant, placement_hour)
SETTINGS replicated_deduplication_window = 1000
COMMENT 'Current roll of each placement hour; read with FINAL';

CREATE OR REPLACE TABLE atalaya.rolled_hours ON CLUSTER 'wallboards' AS atalaya_local.rolled_hours
ENGINE = Distributed('wallboards', 'atalaya_local', 'rolled_hours')
COMMENT 'Rows of rolled_hours of all shards';

CREATE VIEW IF NOT EXISTS atalaya.rules_fingerprint ON CLUSTER 'wallboards'
(
    tenant  LowCardinality(String)  COMMENT 'Owner of the settings',
    rules   UInt64                  COMMENT 'Changes when a threshold, a formula, a channel or its moment changes'
)
AS SELECT
    t.tenant AS tenant,
    sipHash64(t.versions, (SELECT groupArray((d.channel, d.threshold_ms, d.short_abandon_ms)) FROM (SELECT * FROM atalaya.channel_defaults FINAL ORDER BY channel) AS d)) AS rules
FROM
(
    SELECT q.tenant AS tenant, arraySort(groupArray((q.queue, q.channel_from, q.channels, q.threshold_from, q.threshold_ms, q.short_abandon_from, q.short_abandon_ms, q.formula_from, q.formula))) AS versions
    FROM atalaya.queue_rules AS q
    GROUP BY tenant
    UNION ALL
    -- An installation without a single queue setting has a fingerprint as well.
    SELECT 'default' AS tenant, [] AS versions FROM system.one WHERE (SELECT count() FROM atalaya.queue_versions WHERE tenant = 'default') = 0
) AS t
COMMENT 'One number that stands for all queue settings of a tenant';

CREATE VIEW IF NOT EXISTS atalaya_local.hour_rolls ON CLUSTER 'wallboards'
(
    tenant          LowCardinality(String)  COMMENT 'Owner of the row',
    placement_hour  DateTime('UTC')         COMMENT 'Placement hour with events',
    touched_at      DateTime64(3, 'UTC')    COMMENT 'When events were last added',
    roll_id         UInt64                  COMMENT 'Current roll; 0 when none',
    rules           UInt64                  COMMENT 'Fingerprint of the settings now',
    is_current      UInt8                   COMMENT '1: the roll covers all events and uses the settings of now'
)
AS SELECT
    t.tenant AS tenant,
    t.placement_hour AS placement_hour,
    t.touched_at AS touched_at,
    r.roll_id AS roll_id,
    f.rules AS rules,
    toUInt8(r.roll_id > 0 AND r.covers >= t.touched_at AND r.rules = f.rules) AS is_current
FROM (SELECT * FROM atalaya_local.touched_hours FINAL) AS t
LEFT JOIN (SELECT * FROM atalaya_local.rolled_hours FINAL) AS r ON r.tenant = t.tenant AND r.placement_hour = t.placement_hour
LEFT JOIN atalaya.rules_fingerprint AS f ON f.tenant = t.tenant
COMMENT 'Which placement hours can be read from their roll';

CREATE OR REPLACE TABLE atalaya.hour_rolls ON CLUSTER 'wallboards' AS atalaya_local.hour_rolls
ENGINE = Distributed('wallboards', 'atalaya_local', 'hour_rolls')
COMMENT 'Rows of hour_rolls of all shards';

-- Sums per quarter of an hour: from the roll where it is current, else from the facts. Both lists come from one scalar, so
-- that an hour that changes while the question runs is read from exactly one of the two.
CREATE VIEW IF NOT EXISTS atalaya_local.metric_intervals ON CLUSTER 'wallboards'
(
    tenant                      LowCardinality(String)  COMMENT 'Owner of the row',
    interval_start              DateTime('UTC')         COMMENT 'Start of the 15 minutes',
    queue                       String                  COMMENT 'Queue',
    channel                     String                  COMMENT 'Channel',
    agent                       String                  COMMENT 'Agent; empty when none answered',
    offered                     UInt64                  COMMENT 'Queued',
    answered                    UInt64                  COMMENT 'Queued and answered',
    abandoned                   UInt64                  COMMENT 'Queued and abandoned',
    closed                      UInt64                  COMMENT 'Queued and closed unanswered',
    short_abandoned             UInt64                  COMMENT 'Abandoned within S',
    flowed_out                  UInt64                  COMMENT 'Queued and transferred before an answer',
    wait_ms                     UInt64                  COMMENT 'Wait of the answered',
    service_level_numerator     UInt64                  COMMENT 'By the formula of the queue',
    service_level_denominator   UInt64                  COMMENT 'By the formula of the queue',
    handled                     UInt64                  COMMENT 'Accepted and finished',
    handle_ms                   UInt64                  COMMENT 'Talk, hold and after-contact work',
    talk_ms                     UInt64                  COMMENT 'Talk without hold',
    hold_ms                     UInt64                  COMMENT 'Hold',
    acw_ms                      UInt64                  COMMENT 'After-contact work',
    transferred                 UInt64                  COMMENT 'Handled with a transfer',
    skewed                      UInt64                  COMMENT 'Segments with a negative difference',
    first_responses             UInt64                  COMMENT 'First responses',
    first_response_ms           UInt64                  COMMENT 'Time to them',
    responses                   UInt64                  COMMENT 'Responses',
    response_ms                 UInt64                  COMMENT 'Time to them',
    wait_sketch_state           AggregateFunction(quantilesDD(0.01, 0.5, 0.9, 0.95), Float64) COMMENT 'Waits of the answered, within 1 %',
    handle_sketch_state         AggregateFunction(quantilesDD(0.01, 0.5, 0.9, 0.95), Float64) COMMENT 'Handle times, within 1 %',
    talk_sketch_state           AggregateFunction(quantilesDD(0.01, 0.5, 0.9, 0.95), Float64) COMMENT 'Talk times, within 1 %',
    hold_sketch_state           AggregateFunction(quantilesDD(0.01, 0.5, 0.9, 0.95), Float64) COMMENT 'Hold times, within 1 %',
    acw_sketch_state            AggregateFunction(quantilesDD(0.01, 0.5, 0.9, 0.95), Float64) COMMENT 'After-contact work, within 1 %',
    first_response_sketch_state AggregateFunction(quantilesDD(0.01, 0.5, 0.9, 0.95), Float64) COMMENT 'First response times, within 1 %',
    response_sketch_state       AggregateFunction(quantilesDD(0.01, 0.5, 0.9, 0.95), Float64) COMMENT 'Response times, within 1 %'
)
AS WITH (
    SELECT (groupArrayIf((h.tenant, h.placement_hour, h.roll_id), h.is_current = 1), groupArrayIf((h.tenant, h.placement_hour), h.is_current = 0))
    FROM atalaya_local.hour_rolls AS h
) AS hours
SELECT
    r.tenant AS tenant, r.interval_start AS interval_start, toString(r.queue) AS queue, toString(r.channel) AS channel, toString(r.agent) AS agent,
    r.offered AS offered, r.answered AS answered, r.abandoned AS abandoned, r.closed AS closed, r.short_abandoned AS short_abandoned,
    r.flowed_out AS flowed_out, r.wait_ms AS wait_ms, r.service_level_numerator AS service_level_numerator,
    r.service_level_denominator AS service_level_denominator, r.handled AS handled, r.handle_ms AS handle_ms, r.talk_ms AS talk_ms,
    r.hold_ms AS hold_ms, r.acw_ms AS acw_ms, r.transferred AS transferred, r.skewed AS skewed,
    r.first_responses AS first_responses, r.first_response_ms AS first_response_ms, r.responses AS responses, r.response_ms AS response_ms,
    r.wait_sketch_state AS wait_sketch_state, r.handle_sketch_state AS handle_sketch_state, r.talk_sketch_state AS talk_sketch_state,
    r.hold_sketch_state AS hold_sketch_state, r.acw_sketch_state AS acw_sketch_state,
    r.first_response_sketch_state AS first_response_sketch_state, r.response_sketch_state AS response_sketch_state
FROM atalaya_local.metric_rolls AS r
WHERE (r.tenant, r.placement_hour, r.roll_id) IN (SELECT arrayJoin(tupleElement(hours, 1)))
UNION ALL
SELECT
    b.tenant AS tenant, toStartOfFifteenMinutes(b.booked_at) AS interval_start, b.queue AS queue, b.channel AS channel, b.agent AS agent,
    b.offered AS offered, b.answered AS answered, b.abandoned AS abandoned, b.closed AS closed, b.short_abandoned AS short_abandoned,
    b.flowed_out AS flowed_out, b.wait_ms AS wait_ms, b.service_level_numerator AS service_level_numerator,
    b.service_level_denominator AS service_level_denominator, b.handled AS handled, b.handle_ms AS handle_ms, b.talk_ms AS talk_ms,
    b.hold_ms AS hold_ms, b.acw_ms AS acw_ms, b.transferred AS transferred, b.skewed AS skewed,
    b.first_responses AS first_responses, b.first_response_ms AS first_response_ms, b.responses AS responses, b.response_ms AS response_ms,
    initializeAggregation('quantilesDDStateIf(0.01, 0.5, 0.9, 0.95)', toFloat64(b.wait_ms), toUInt8(b.answered)) AS wait_sketch_state,
    initializeAggregation('quantilesDDStateIf(0.01, 0.5, 0.9, 0.95)', toFloat64(b.handle_ms), toUInt8(b.handled)) AS handle_sketch_state,
    initializeAggregation('quantilesDDStateIf(0.01, 0.5, 0.9, 0.95)', toFloat64(b.talk_ms), toUInt8(b.handled)) AS talk_sketch_state,
    initializeAggregation('quantilesDDStateIf(0.01, 0.5, 0.9, 0.95)', toFloat64(b.hold_ms), toUInt8(b.handled)) AS hold_sketch_state,
    initializeAggregation('quantilesDDStateIf(0.01, 0.5, 0.9, 0.95)', toFloat64(b.acw_ms), toUInt8(b.handled)) AS acw_sketch_state,
    initializeAggregation('quantilesDDStateIf(0.01, 0.5, 0.9, 0.95)', toFloat64(b.first_response_ms), toUInt8(b.first_responses)) AS first_response_sketch_state,
    initializeAggregation('quantilesDDStateIf(0.01, 0.5, 0.9, 0.95)', toFloat64(b.response_ms), toUInt8(b.responses)) AS response_sketch_state
FROM atalaya_local.bookings AS b
WHERE (b.tenant, b.placement_hour) IN (SELECT arrayJoin(tupleElement(hours, 2)))
COMMENT 'Measures per quarter of an hour, always complete';

CREATE OR REPLACE TABLE atalaya.metric_intervals ON CLUSTER 'wallboards' AS atalaya_local.metric_intervals
ENGINE = Distributed('wallboards', 'atalaya_local', 'metric_intervals')
COMMENT 'Rows of metric_intervals of all shards';

CREATE VIEW IF NOT EXISTS atalaya_local.agents ON CLUSTER 'wallboards'
(
    tenant          LowCardinality(String)          COMMENT 'Owner of the row',
    agent           String                          COMMENT 'Agent',
    name            String                          COMMENT 'Newest name; empty when none was given',
    team            String                          COMMENT 'Newest team; empty when none was given',
    queues          Array(String)                   COMMENT 'Queues served, of the latest state that names any',
    state           String                          COMMENT 'State of the latest agent.state; empty when none came',
    reason          String                          COMMENT 'Reason of the latest agent.state',
    state_since     DateTime64(3, 'UTC')            COMMENT 'Instant of the latest agent.state; 1970-01-01 when none came'
)
AS SELECT
    s.tenant AS tenant,
    s.agent AS agent,
    finalizeAggregation(s.name_state) AS name,
    finalizeAggregation(s.team_state) AS team,
    finalizeAggregation(s.queues_state) AS queues,
    tupleElement(finalizeAggregation(s.latest_state), 1) AS state,
    tupleElement(finalizeAggregation(s.latest_state), 2) AS reason,
    tupleElement(finalizeAggregation(s.latest_state), 3) AS state_since
FROM atalaya_local.agent_states AS s FINAL
COMMENT 'Latest state and profile of each agent';

CREATE OR REPLACE TABLE atalaya.agents ON CLUSTER 'wallboards' AS atalaya_local.agents
ENGINE = Distributed('wallboards', 'atalaya_local', 'agents', cityHash64(tenant, agent))
COMMENT 'Rows of agents of all shards';

CREATE VIEW IF NOT EXISTS atalaya_local.skewed_counts ON CLUSTER 'wallboards'
(
    tenant  LowCardinality(String)  COMMENT 'Owner of the segments',
    skewed  UInt64                  COMMENT 'Segments of all time with a negative difference between instants'
)
AS SELECT m.tenant AS tenant, sum(m.skewed) AS skewed
FROM atalaya_local.metric_intervals AS m
GROUP BY tenant
COMMENT 'How many segments had clocks that disagree';

CREATE OR REPLACE TABLE atalaya.skewed_counts ON CLUSTER 'wallboards' AS atalaya_local.skewed_counts
ENGINE = Distributed('wallboards', 'atalaya_local', 'skewed_counts')
COMMENT 'Rows of skewed_counts of all shards';

-- Queues seen in contacts, so that a queue without settings shows as well. Filled by queue_names_mv.
CREATE TABLE IF NOT EXISTS atalaya_local.queue_names ON CLUSTER 'wallboards'
(
    tenant      LowCardinality(String)                              COMMENT 'Owner of the row; first in every key',
    queue       String                                              COMMENT 'Queue',
    channel     SimpleAggregateFunction(max, LowCardinality(String)) COMMENT 'A channel it was seen with; empty when no event said',
    last_at     SimpleAggregateFunction(max, DateTime64(3, 'UTC'))  COMMENT 'Latest contact'
)
ENGINE = ReplicatedAggregatingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (tenant, queue)
SETTINGS replicated_deduplication_window = 10000
COMMENT 'Queues seen in contacts';

CREATE OR REPLACE TABLE atalaya.queue_names ON CLUSTER 'wallboards' AS atalaya_local.queue_names
ENGINE = Distributed('wallboards', 'atalaya_local', 'queue_names')
COMMENT 'Rows of queue_names of all shards';

CREATE MATERIALIZED VIEW IF NOT EXISTS atalaya_local.queue_names_mv ON CLUSTER 'wallboards' TO atalaya_local.queue_names AS
SELECT e.tenant AS tenant, toString(e.queue) AS queue, max(e.channel) AS channel, max(e.occurred_at) AS last_at
FROM atalaya_local.events AS e
WHERE e.name = 'interaction.queued'
GROUP BY tenant, queue
COMMENT 'Feeds queue_names';

-- Texts apart, so that they can be deleted before the rest; rows of former versions have theirs in data. And an index by
-- which the events of one customer are found among millions: a table of them would be one more place with their ids.
ALTER TABLE atalaya_local.events ON CLUSTER 'wallboards'
    ADD COLUMN IF NOT EXISTS texts String COMMENT 'What was written or said, taken out of data, JSON; empty when none or expired' CODEC(ZSTD(3)) AFTER data,
    ADD INDEX IF NOT EXISTS customer_index customer TYPE bloom_filter(0.01) GRANULARITY 1,
    MODIFY COMMENT 'Raw events, one row each once merged; read with FINAL';

CREATE OR REPLACE TABLE atalaya.events ON CLUSTER 'wallboards' AS atalaya_local.events
ENGINE = Distributed('wallboards', 'atalaya_local', 'events', cityHash64(tenant, subject))
COMMENT 'Rows of events of all shards';

-- Placement hours whose facts are deleted by age, or are about to be: what their roll-up says counts for ever, whatever is
-- touched later. Written by ingest before the facts go, and by a rebuild that has made the facts of an hour again.
CREATE TABLE IF NOT EXISTS atalaya_local.closed_hours ON CLUSTER 'wallboards'
(
    tenant          LowCardinality(String)  COMMENT 'Owner of the row; first in every key',
    placement_hour  DateTime('UTC')         COMMENT 'Placement hour',
    closed          UInt8                   COMMENT '1: closed; 0: open again',
    changed_at      DateTime64(3, 'UTC')    COMMENT 'Clock of the database when that was decided'
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', changed_at)
ORDER BY (tenant, placement_hour)
SETTINGS replicated_deduplication_window = 1000
COMMENT 'Placement hours that only their roll-up knows; read with FINAL';

CREATE OR REPLACE TABLE atalaya.closed_hours ON CLUSTER 'wallboards' AS atalaya_local.closed_hours
ENGINE = Distributed('wallboards', 'atalaya_local', 'closed_hours')
COMMENT 'Rows of closed_hours of all shards';

CREATE OR REPLACE VIEW atalaya_local.hour_rolls ON CLUSTER 'wallboards'
(
    tenant          LowCardinality(String)  COMMENT 'Owner of the row',
    placement_hour  DateTime('UTC')         COMMENT 'Placement hour with events',
    touched_at      DateTime64(3, 'UTC')    COMMENT 'When events were last added',
    roll_id         UInt64                  COMMENT 'Current roll; 0 when none',
    rules           UInt64                  COMMENT 'Fingerprint of the settings now',
    is_current      UInt8                   COMMENT '1: the roll counts, because the hour is closed, or it covers all events and uses the settings of now',
    is_closed       UInt8                   COMMENT '1: the facts of the hour are gone by age; only its roll counts'
)
AS SELECT
    t.tenant AS tenant,
    t.placement_hour AS placement_hour,
    t.touched_at AS touched_at,
    r.roll_id AS roll_id,
    f.rules AS rules,
    toUInt8(c.closed = 1 OR (r.roll_id > 0 AND r.covers >= t.touched_at AND r.rules = f.rules)) AS is_current,
    c.closed AS is_closed
FROM (SELECT * FROM atalaya_local.touched_hours FINAL) AS t
LEFT JOIN (SELECT * FROM atalaya_local.rolled_hours FINAL) AS r ON r.tenant = t.tenant AND r.placement_hour = t.placement_hour
LEFT JOIN atalaya.rules_fingerprint AS f ON f.tenant = t.tenant
LEFT JOIN (SELECT * FROM atalaya_local.closed_hours FINAL) AS c ON c.tenant = t.tenant AND c.placement_hour = t.placement_hour
COMMENT 'Which placement hours can be read from their roll';

CREATE OR REPLACE TABLE atalaya.hour_rolls ON CLUSTER 'wallboards' AS atalaya_local.hour_rolls
ENGINE = Distributed('wallboards', 'atalaya_local', 'hour_rolls')
COMMENT 'Rows of hour_rolls of all shards';

-- Until when events may have been deleted by age under settings that were changed since: a rebuild must not take what is
-- missing for what never was. The settings of now are in the table of events itself.
CREATE TABLE IF NOT EXISTS atalaya_local.retention_horizons ON CLUSTER 'wallboards'
(
    table_name      LowCardinality(String)                          COMMENT 'Table rows were deleted from',
    deleted_until   SimpleAggregateFunction(max, DateTime('UTC'))   COMMENT 'Rows that arrived before this may be gone'
)
ENGINE = ReplicatedAggregatingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY table_name
SETTINGS replicated_deduplication_window = 100
COMMENT 'How far rows were deleted by age under former settings';

CREATE OR REPLACE TABLE atalaya.retention_horizons ON CLUSTER 'wallboards' AS atalaya_local.retention_horizons
ENGINE = Distributed('wallboards', 'atalaya_local', 'retention_horizons')
COMMENT 'Rows of retention_horizons of all shards';

-- How customers sound in what they write: scored once, when the event becomes a row, so that every number made of it can be
-- made again from here. Rows of former versions have no score, and nothing gives them one.
ALTER TABLE atalaya_local.events ON CLUSTER 'wallboards'
    ADD COLUMN IF NOT EXISTS sentiment Nullable(Int16) COMMENT 'Tone of a customer text in thousandths, -1000 to 1000; null when not scored' AFTER texts,
    ADD COLUMN IF NOT EXISTS sentiment_by LowCardinality(String) COMMENT 'Who scored: atalaya with a version, or the name the provider gave; empty when nobody' AFTER sentiment,
    ADD COLUMN IF NOT EXISTS sentiment_language LowCardinality(String) COMMENT 'Language the text was scored in: es, pt or en; empty when not known' AFTER sentiment_by,
    ADD COLUMN IF NOT EXISTS sentiment_words String COMMENT 'Words of the text that made the score, JSON; goes with the texts; empty when none or expired' CODEC(ZSTD(3)) AFTER sentiment_language,
    MODIFY COMMENT 'Raw events, one row each once merged; read with FINAL';

CREATE OR REPLACE TABLE atalaya.events ON CLUSTER 'wallboards' AS atalaya_local.events
ENGINE = Distributed('wallboards', 'atalaya_local', 'events', cityHash64(tenant, subject))
COMMENT 'Rows of events of all shards';

-- Scored customer texts of each interaction, as a set of distinct events: what the tone of a contact is made of. Filled by
-- sentiment_states_mv; read through the view interaction_sentiments.
CREATE TABLE IF NOT EXISTS atalaya_local.sentiment_states ON CLUSTER 'wallboards'
(
    tenant          LowCardinality(String)                             COMMENT 'Owner of the row; first in every key',
    placement_hour  DateTime('UTC')                                    COMMENT 'Hour under which the interaction is stored; a place, never a fact',
    interaction_id  String                                             COMMENT 'Interaction',
    last_event_at   SimpleAggregateFunction(max, DateTime64(3, 'UTC')) COMMENT 'Latest scored text',
    scores          SimpleAggregateFunction(groupUniqArrayArray, Array(Tuple(DateTime64(3, 'UTC'), String, UInt8, String, String, Int16)))
                                                                       COMMENT 'Instant, sequence, rank, id, source, score in thousandths',
    INDEX last_event_index last_event_at TYPE minmax GRANULARITY 1
)
ENGINE = ReplicatedAggregatingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
PARTITION BY toYYYYMM(placement_hour)
ORDER BY (tenant, placement_hour, interaction_id)
SETTINGS index_granularity = 512, replicated_deduplication_window = 10000
COMMENT 'Scores of what customers wrote in each interaction';

CREATE OR REPLACE TABLE atalaya.sentiment_states ON CLUSTER 'wallboards' AS atalaya_local.sentiment_states
ENGINE = Distributed('wallboards', 'atalaya_local', 'sentiment_states', cityHash64(tenant, interaction_id))
COMMENT 'Rows of sentiment_states of all shards';

CREATE MATERIALIZED VIEW IF NOT EXISTS atalaya_local.sentiment_states_mv ON CLUSTER 'wallboards' TO atalaya_local.sentiment_states AS
SELECT
    e.tenant AS tenant,
    e.placement_hour AS placement_hour,
    e.subject AS interaction_id,
    max(e.occurred_at) AS last_event_at,
    groupUniqArray((e.occurred_at, e.sequence, e.type_rank, e.event_id, toString(e.source), assumeNotNull(e.sentiment))) AS scores
FROM atalaya_local.events AS e
WHERE e.name = 'interaction.message' AND e.actor = 'customer' AND e.sentiment IS NOT NULL
GROUP BY tenant, placement_hour, interaction_id
COMMENT 'Feeds sentiment_states';

-- Tone of each interaction with a scored customer text. Sums and divisions are of whole numbers, halves away from zero, so
-- that the result is the same on every machine.
CREATE VIEW IF NOT EXISTS atalaya_local.interaction_sentiments ON CLUSTER 'wallboards'
(
    tenant              LowCardinality(String)  COMMENT 'Owner of the row',
    placement_hour      DateTime('UTC')         COMMENT 'Hour under which the interaction is stored',
    interaction_id      String                  COMMENT 'Interaction',
    last_event_at       DateTime64(3, 'UTC')    COMMENT 'Latest scored text',
    booked_at           DateTime64(3, 'UTC')    COMMENT 'Instant that decides the bucket: the latest scored text',
    texts               UInt64                  COMMENT 'Scored texts',
    score_millionths    Int64                   COMMENT 'Mean of their scores, -1000000 to 1000000',
    trend_millionths    Nullable(Int64)         COMMENT 'Mean of the last third less mean of the first; a third is n / 3, whole, at least 1; null for a single text'
)
AS SELECT
    s.tenant AS tenant,
    s.placement_hour AS placement_hour,
    s.interaction_id AS interaction_id,
    s.last_event_at AS last_event_at,
    s.last_event_at AS booked_at,
    s.n AS texts,
    intDiv(2000 * s.total + sign(s.total) * s.n, 2 * s.n) AS score_millionths,
    if(s.n < 2, NULL, intDiv(2000 * s.moved + sign(s.moved) * s.third, 2 * s.third)) AS trend_millionths
FROM
(
    SELECT
        tenant, placement_hour, interaction_id, last_event_at,
        toInt64(length(points)) AS n,
        greatest(1, intDiv(n, 3)) AS third,
        arraySum(points) AS total,
        arraySum(arraySlice(points, -third)) - arraySum(arraySlice(points, 1, third)) AS moved
    FROM
    (
        SELECT
            t.tenant AS tenant, t.placement_hour AS placement_hour, t.interaction_id AS interaction_id, t.last_event_at AS last_event_at,
            arraySort(t.scores) AS ordered,
            arrayMap(score -> (score.1, score.2, score.3, score.4, score.5), ordered) AS keys,
            arraySlice(arrayPushFront(keys, (toDateTime64(0, 3, 'UTC'), '', toUInt8(0), '', '')), 1, length(keys)) AS keys_before,
            -- An event that was scored twice, by two versions, counts with the first in the order of the set.
            arrayMap(score -> toInt64(score.6),
                arrayFilter((score, key, before) -> key != before, ordered, keys, keys_before)) AS points
        FROM atalaya_local.sentiment_states AS t FINAL
    )
) AS s
COMMENT 'Score and trend of the tone of each interaction';

CREATE OR REPLACE TABLE atalaya.interaction_sentiments ON CLUSTER 'wallboards' AS atalaya_local.interaction_sentiments
ENGINE = Distributed('wallboards', 'atalaya_local', 'interaction_sentiments', cityHash64(tenant, interaction_id))
COMMENT 'Rows of interaction_sentiments of all shards';

-- Every change of state of every agent: each lasts until the agent's next one in the order of events. A second arrival has the
-- same key and collapses; read before that it is a change that lasts no time. Filled by agent_moments_mv.
CREATE TABLE IF NOT EXISTS atalaya_local.agent_moments ON CLUSTER 'wallboards'
(
    tenant          LowCardinality(String)  COMMENT 'Owner of the row; first in every key',
    placement_hour  DateTime('UTC')         COMMENT 'Hour in which it occurred',
    agent           String                  COMMENT 'Agent',
    occurred_at     DateTime64(3, 'UTC')    COMMENT 'Instant from which the state holds',
    sequence        String                  COMMENT 'CloudEvents sequence; breaks ties in occurred_at',
    event_id        String                  COMMENT 'CloudEvents id; breaks ties after sequence',
    source          LowCardinality(String)  COMMENT 'CloudEvents source; breaks ties last',
    state           LowCardinality(String)  COMMENT 'State word as it was sent',
    reason          String                  COMMENT 'Reason; empty when none'
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
PARTITION BY toYYYYMM(placement_hour)
-- By time first: every question is about a range, most about all agents of a team.
ORDER BY (tenant, placement_hour, agent, occurred_at, sequence, event_id, source)
SETTINGS replicated_deduplication_window = 10000
COMMENT 'Changes of state of agents';

CREATE OR REPLACE TABLE atalaya.agent_moments ON CLUSTER 'wallboards' AS atalaya_local.agent_moments
ENGINE = Distributed('wallboards', 'atalaya_local', 'agent_moments', cityHash64(tenant, agent))
COMMENT 'Rows of agent_moments of all shards';

CREATE MATERIALIZED VIEW IF NOT EXISTS atalaya_local.agent_moments_mv ON CLUSTER 'wallboards' TO atalaya_local.agent_moments AS
SELECT
    e.tenant AS tenant,
    e.placement_hour AS placement_hour,
    e.subject AS agent,
    e.occurred_at AS occurred_at,
    e.sequence AS sequence,
    e.event_id AS event_id,
    e.source AS source,
    e.state AS state,
    e.reason AS reason
FROM atalaya_local.events AS e
WHERE e.name = 'agent.state'
COMMENT 'Feeds agent_moments';

-- The last change of state of each agent in each UTC day in which there was one: what held when a range begins is found
-- without reading the years before it. Filled by agent_day_ends_mv.
CREATE TABLE IF NOT EXISTS atalaya_local.agent_day_ends ON CLUSTER 'wallboards'
(
    tenant      LowCardinality(String)  COMMENT 'Owner of the row; first in every key',
    day         Date                    COMMENT 'UTC day',
    agent       String                  COMMENT 'Agent',
    last_state  AggregateFunction(argMax, Tuple(String, String, DateTime64(3, 'UTC')), Tuple(DateTime64(3, 'UTC'), String, String, String))
                                        COMMENT 'State, reason and instant of the last agent.state of the day'
)
ENGINE = ReplicatedAggregatingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (tenant, day, agent)
SETTINGS replicated_deduplication_window = 10000
COMMENT 'Last state of each agent in each day as aggregate states';

CREATE OR REPLACE TABLE atalaya.agent_day_ends ON CLUSTER 'wallboards' AS atalaya_local.agent_day_ends
ENGINE = Distributed('wallboards', 'atalaya_local', 'agent_day_ends', cityHash64(tenant, agent))
COMMENT 'Rows of agent_day_ends of all shards';

CREATE MATERIALIZED VIEW IF NOT EXISTS atalaya_local.agent_day_ends_mv ON CLUSTER 'wallboards' TO atalaya_local.agent_day_ends AS
SELECT
    e.tenant AS tenant,
    toDate(e.occurred_at, 'UTC') AS day,
    e.subject AS agent,
    argMaxState((toString(e.state), e.reason, e.occurred_at), (e.occurred_at, e.sequence, e.event_id, toString(e.source))) AS last_state
FROM atalaya_local.events AS e
WHERE e.name = 'agent.state'
GROUP BY tenant, day, agent
COMMENT 'Feeds agent_day_ends';

-- Every shift of every agent by its highest revision, whenever that arrives; one whose activities are empty is cancelled.
-- Filled by shift_plans_mv; read through the view planned_activities.
CREATE TABLE IF NOT EXISTS atalaya_local.shift_plans ON CLUSTER 'wallboards'
(
    tenant          LowCardinality(String)                             COMMENT 'Owner of the row; first in every key',
    agent           String                                             COMMENT 'Agent',
    shift           String                                             COMMENT 'Id of the shift, told apart within the agent',
    first_from      SimpleAggregateFunction(min, DateTime64(3, 'UTC')) COMMENT 'Earliest start of an activity in any revision; 2200-01-01 when none',
    last_to         SimpleAggregateFunction(max, DateTime64(3, 'UTC')) COMMENT 'Latest end of an activity in any revision; 1970-01-01 when none',
    plan_state      AggregateFunction(argMax, Tuple(Int64, Array(Tuple(String, DateTime64(3, 'UTC'), DateTime64(3, 'UTC')))), Tuple(Int64, DateTime64(3, 'UTC'), String, String, String))
                                                                       COMMENT 'Revision and activities (what, start, end) of the highest revision, the latest event of it'
)
ENGINE = ReplicatedAggregatingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (tenant, agent, shift)
SETTINGS index_granularity = 512, replicated_deduplication_window = 10000
COMMENT 'Shifts of agents as aggregate states';

CREATE OR REPLACE TABLE atalaya.shift_plans ON CLUSTER 'wallboards' AS atalaya_local.shift_plans
ENGINE = Distributed('wallboards', 'atalaya_local', 'shift_plans', cityHash64(tenant, agent))
COMMENT 'Rows of shift_plans of all shards';

CREATE MATERIALIZED VIEW IF NOT EXISTS atalaya_local.shift_plans_mv ON CLUSTER 'wallboards' TO atalaya_local.shift_plans AS
SELECT
    e.tenant AS tenant,
    e.subject AS agent,
    JSONExtractString(e.data, 'shift') AS shift,
    min(arrayMin(arrayPushBack(arrayMap(activity -> parseDateTime64BestEffortOrZero(upper(activity.2), 3, 'UTC'),
        JSONExtract(e.data, 'activities', 'Array(Tuple(activity String, start String, end String))')), toDateTime64('2200-01-01 00:00:00', 3, 'UTC')))) AS first_from,
    max(arrayMax(arrayPushBack(arrayMap(activity -> parseDateTime64BestEffortOrZero(upper(activity.3), 3, 'UTC'),
        JSONExtract(e.data, 'activities', 'Array(Tuple(activity String, start String, end String))')), toDateTime64(0, 3, 'UTC')))) AS last_to,
    argMaxState(
        (JSONExtractInt(e.data, 'revision'),
            arrayMap(activity -> (activity.1, parseDateTime64BestEffortOrZero(upper(activity.2), 3, 'UTC'), parseDateTime64BestEffortOrZero(upper(activity.3), 3, 'UTC')),
                JSONExtract(e.data, 'activities', 'Array(Tuple(activity String, start String, end String))'))),
        (JSONExtractInt(e.data, 'revision'), e.occurred_at, e.sequence, e.event_id, toString(e.source))) AS plan_state
FROM atalaya_local.events AS e
WHERE e.name = 'schedule.shift'
GROUP BY tenant, agent, shift
COMMENT 'Feeds shift_plans';

-- Activities of the highest revision of each shift, as they were sent. Where some of an agent overlap, whoever reads them
-- decides by the rule of the metrics: the one that starts later holds.
CREATE VIEW IF NOT EXISTS atalaya_local.planned_activities ON CLUSTER 'wallboards'
(
    tenant      LowCardinality(String)  COMMENT 'Owner of the row',
    agent       String                  COMMENT 'Agent',
    shift       String                  COMMENT 'Id of the shift',
    revision    Int64                   COMMENT 'Highest revision of the shift',
    position    UInt32                  COMMENT 'Place in the list of the shift, from 1',
    activity    String                  COMMENT 'on_queue, break, meal, meeting, training, coaching, backoffice or time_off',
    from_at     DateTime64(3, 'UTC')    COMMENT 'Start',
    to_at       DateTime64(3, 'UTC')    COMMENT 'End; after the start'
)
AS SELECT
    p.tenant AS tenant,
    p.agent AS agent,
    p.shift AS shift,
    p.revision AS revision,
    position,
    planned.1 AS activity,
    planned.2 AS from_at,
    planned.3 AS to_at
FROM
(
    SELECT
        s.tenant AS tenant,
        s.agent AS agent,
        s.shift AS shift,
        tupleElement(finalizeAggregation(s.plan_state), 1) AS revision,
        tupleElement(finalizeAggregation(s.plan_state), 2) AS activities
    FROM atalaya_local.shift_plans AS s FINAL
) AS p
ARRAY JOIN p.activities AS planned, arrayEnumerate(p.activities) AS position
WHERE planned.3 > planned.2
COMMENT 'What agents are planned to do';

CREATE OR REPLACE TABLE atalaya.planned_activities ON CLUSTER 'wallboards' AS atalaya_local.planned_activities
ENGINE = Distributed('wallboards', 'atalaya_local', 'planned_activities', cityHash64(tenant, agent))
COMMENT 'Rows of planned_activities of all shards';

-- Decisions about times in which an agent may leave the plan, each a distinct event: at every instant the latest that covers it
-- holds, so that a rejection takes an approval back. Filled by exception_decisions_mv.
CREATE TABLE IF NOT EXISTS atalaya_local.exception_decisions ON CLUSTER 'wallboards'
(
    tenant          LowCardinality(String)  COMMENT 'Owner of the row; first in every key',
    agent           String                  COMMENT 'Agent',
    occurred_at     DateTime64(3, 'UTC')    COMMENT 'Instant of the decision',
    sequence        String                  COMMENT 'CloudEvents sequence; breaks ties in occurred_at',
    event_id        String                  COMMENT 'CloudEvents id; breaks ties after sequence',
    source          LowCardinality(String)  COMMENT 'CloudEvents source; breaks ties last',
    from_at         DateTime64(3, 'UTC')    COMMENT 'Start of the time it is about',
    to_at           DateTime64(3, 'UTC')    COMMENT 'End of it',
    kind            LowCardinality(String)  COMMENT 'approved or rejected',
    reason          String                  COMMENT 'Reason; empty when none',
    decided_by      String                  COMMENT 'Who decided, where the event says so in the field by'
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (tenant, agent, occurred_at, sequence, event_id, source)
SETTINGS replicated_deduplication_window = 10000
COMMENT 'Decisions about exceptions to the plan';

CREATE OR REPLACE TABLE atalaya.exception_decisions ON CLUSTER 'wallboards' AS atalaya_local.exception_decisions
ENGINE = Distributed('wallboards', 'atalaya_local', 'exception_decisions', cityHash64(tenant, agent))
COMMENT 'Rows of exception_decisions of all shards';

CREATE MATERIALIZED VIEW IF NOT EXISTS atalaya_local.exception_decisions_mv ON CLUSTER 'wallboards' TO atalaya_local.exception_decisions AS
SELECT
    e.tenant AS tenant,
    e.subject AS agent,
    e.occurred_at AS occurred_at,
    e.sequence AS sequence,
    e.event_id AS event_id,
    e.source AS source,
    parseDateTime64BestEffortOrZero(upper(JSONExtractString(e.data, 'start')), 3, 'UTC') AS from_at,
    parseDateTime64BestEffortOrZero(upper(JSONExtractString(e.data, 'end')), 3, 'UTC') AS to_at,
    JSONExtractString(e.data, 'kind') AS kind,
    e.reason AS reason,
    if(JSONType(e.data, 'by') = 'String', substringUTF8(JSONExtractString(e.data, 'by'), 1, 200), '') AS decided_by
FROM atalaya_local.events AS e
WHERE e.name = 'schedule.exception'
COMMENT 'Feeds exception_decisions';

-- When queues are attended, by the moment a version is valid from; each field on its own, so that a version may say only what
-- changes. Kept apart from the events, which may expire. Filled by queue_schedules_mv; ingest makes queue_openings of it.
CREATE TABLE IF NOT EXISTS atalaya_local.queue_schedules ON CLUSTER 'wallboards'
(
    tenant          LowCardinality(String)  COMMENT 'Owner of the row; first in every key',
    queue           String                  COMMENT 'Queue',
    valid_from      DateTime64(3, 'UTC')    COMMENT 'Moment from which the version holds; 1970-01-01 when not said',
    hours_state     AggregateFunction(argMax, String, Tuple(DateTime64(3, 'UTC'), String, String, String)) COMMENT 'Spans by day of the week, JSON; null: always; empty: not said',
    holidays_state  AggregateFunction(argMax, String, Tuple(DateTime64(3, 'UTC'), String, String, String)) COMMENT 'Days on which it is closed, JSON; empty: not said',
    zone_state      AggregateFunction(argMax, String, Tuple(DateTime64(3, 'UTC'), String, String, String)) COMMENT 'IANA time zone; empty: not said'
)
ENGINE = ReplicatedAggregatingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (tenant, queue, valid_from)
SETTINGS replicated_deduplication_window = 10000
COMMENT 'Versions of the hours of queues as aggregate states';

CREATE OR REPLACE TABLE atalaya.queue_schedules ON CLUSTER 'wallboards' AS atalaya_local.queue_schedules
ENGINE = Distributed('wallboards', 'atalaya_local', 'queue_schedules', cityHash64(tenant, queue))
COMMENT 'Rows of queue_schedules of all shards';

CREATE MATERIALIZED VIEW IF NOT EXISTS atalaya_local.queue_schedules_mv ON CLUSTER 'wallboards' TO atalaya_local.queue_schedules AS
SELECT
    e.tenant AS tenant,
    e.subject AS queue,
    parseDateTime64BestEffortOrZero(upper(JSONExtractString(e.data, 'validFrom')), 3, 'UTC') AS valid_from,
    argMaxIfState(JSONExtractRaw(e.data, 'hours'), (e.occurred_at, e.sequence, e.event_id, toString(e.source)), JSONHas(e.data, 'hours')) AS hours_state,
    argMaxIfState(JSONExtractRaw(e.data, 'holidays'), (e.occurred_at, e.sequence, e.event_id, toString(e.source)), JSONHas(e.data, 'holidays')) AS holidays_state,
    argMaxIfState(JSONExtractString(e.data, 'zone'), (e.occurred_at, e.sequence, e.event_id, toString(e.source)), JSONHas(e.data, 'zone')) AS zone_state
FROM atalaya_local.events AS e
WHERE e.name = 'reference.queue'
GROUP BY tenant, queue, valid_from
COMMENT 'Feeds queue_schedules';

-- The spans in which queues were or will be attended, worked out by ingest from queue_schedules and never changed: a new
-- generation takes the place of the former as a whole. The first row of a queue is empty and marks the moment from which it
-- has a schedule; before it there is none. Read through the view openings.
CREATE TABLE IF NOT EXISTS atalaya_local.queue_openings ON CLUSTER 'wallboards'
(
    tenant              LowCardinality(String)  COMMENT 'Owner of the row; first in every key',
    generation          UInt64                  COMMENT 'Run that worked it out: its start in milliseconds and three random digits',
    queue               LowCardinality(String)  COMMENT 'Queue',
    open_from           DateTime64(3, 'UTC')    COMMENT 'Start of a span in which the queue is attended',
    open_to             DateTime64(3, 'UTC')    COMMENT 'End of the span',
    opened_before_ms    UInt64                  COMMENT 'Length of all spans of the queue before this one, milliseconds'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (tenant, generation, queue, open_from)
SETTINGS replicated_deduplication_window = 1000
COMMENT 'When queues are attended, present generation and former ones';

CREATE OR REPLACE TABLE atalaya.queue_openings ON CLUSTER 'wallboards' AS atalaya_local.queue_openings
ENGINE = Distributed('wallboards', 'atalaya_local', 'queue_openings', cityHash64(tenant, queue))
COMMENT 'Rows of queue_openings of all shards';

-- Which generation of queue_openings counts, and what it was made of.
CREATE TABLE IF NOT EXISTS atalaya_local.opening_generations ON CLUSTER 'wallboards'
(
    tenant          LowCardinality(String)  COMMENT 'Owner of the row; first in every key',
    generation      UInt64                  COMMENT 'Run whose rows in queue_openings count',
    schedules       UInt64                  COMMENT 'Fingerprint of the schedules and of covered_from',
    covered_from    DateTime64(3, 'UTC')    COMMENT 'Before this moment nothing was worked out',
    covered_to      DateTime64(3, 'UTC')    COMMENT 'From this moment on nothing was worked out'
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', generation)
ORDER BY tenant
SETTINGS replicated_deduplication_window = 1000
COMMENT 'Present generation of queue_openings; read with FINAL';

CREATE OR REPLACE TABLE atalaya.opening_generations ON CLUSTER 'wallboards' AS atalaya_local.opening_generations
ENGINE = Distributed('wallboards', 'atalaya_local', 'opening_generations', cityHash64(tenant))
COMMENT 'Rows of opening_generations of all shards';

-- For an ASOF JOIN on open_from: what is open up to an instant is opened_before_ms and the part of the span up to it.
CREATE VIEW IF NOT EXISTS atalaya.openings ON CLUSTER 'wallboards'
(
    tenant              LowCardinality(String)  COMMENT 'Owner of the row',
    queue               String                  COMMENT 'Queue',
    open_from           DateTime64(3, 'UTC')    COMMENT 'Start of a span in which the queue is attended',
    open_ms             UInt64                  COMMENT 'Length of the span, milliseconds',
    opened_before_ms    UInt64                  COMMENT 'Length of all spans before it, milliseconds',
    is_scheduled        UInt8                   COMMENT '1; 0 is what a join finds where the queue has no schedule'
)
AS WITH (SELECT groupArray((g.tenant, g.generation)) FROM (SELECT * FROM atalaya.opening_generations FINAL) AS g) AS present
SELECT
    o.tenant AS tenant, toString(o.queue) AS queue, o.open_from AS open_from,
    toUInt64(dateDiff('millisecond', o.open_from, o.open_to)) AS open_ms,
    o.opened_before_ms AS opened_before_ms, toUInt8(1) AS is_scheduled
FROM atalaya.queue_openings AS o
WHERE (o.tenant, o.generation) IN (SELECT arrayJoin(present))
COMMENT 'When queues are attended';

-- Response times, booked at the customer's message. A run is an unbroken row of customer messages; the agent message after it
-- answers it. The first answered run of an opening is its first response; a reopening starts the next opening. In business
-- time only what is of a queue that had a schedule when the customer wrote.
CREATE OR REPLACE VIEW atalaya_local.message_bookings ON CLUSTER 'wallboards'
(
    tenant                      LowCardinality(String)  COMMENT 'Owner of the row',
    placement_hour              DateTime('UTC')         COMMENT 'Hour under which the interaction is stored',
    interaction_id              String                  COMMENT 'Interaction',
    segment                     UInt16                  COMMENT 'Segment of the message that asked',
    last_event_at               DateTime64(3, 'UTC')    COMMENT 'Latest message or reopening of the interaction',
    queue                       String                  COMMENT 'Queue of that segment, else the queue of created',
    channel                     String                  COMMENT 'Channel of the interaction',
    agent                       String                  COMMENT 'Agent who answered',
    booked_at                   DateTime64(3, 'UTC')    COMMENT 'Instant of the message that asked',
    first_responses             UInt64                  COMMENT 'First responses of an opening',
    first_response_ms           UInt64                  COMMENT 'From the first customer message of the opening to the first agent message after it',
    responses                   UInt64                  COMMENT 'Answered runs of customer messages',
    response_ms                 UInt64                  COMMENT 'From the first message of the run to the agent message that answers it',
    first_responses_business    UInt64                  COMMENT 'First responses of a queue with a schedule',
    first_response_business_ms  UInt64                  COMMENT 'Time to them in which the queue was attended',
    responses_business          UInt64                  COMMENT 'Responses of a queue with a schedule',
    response_business_ms        UInt64                  COMMENT 'Time to them in which the queue was attended'
)
AS SELECT
    m.tenant AS tenant,
    m.placement_hour AS placement_hour,
    m.interaction_id AS interaction_id,
    m.segment AS segment,
    m.last_event_at AS last_event_at,
    m.queue AS queue,
    m.channel AS channel,
    m.agent AS agent,
    m.asked_at AS booked_at,
    toUInt64(m.is_first) AS first_responses,
    toUInt64(if(m.is_first, m.response_ms, 0)) AS first_response_ms,
    toUInt64(NOT m.is_first) AS responses,
    toUInt64(if(m.is_first, 0, m.response_ms)) AS response_ms,
    toUInt64(m.is_first AND asked.is_scheduled) AS first_responses_business,
    toUInt64(if(m.is_first AND asked.is_scheduled, (answered.opened_before_ms + least(toUInt64(greatest(0, dateDiff('millisecond', answered.open_from, m.answered_at))), answered.open_ms)) - (asked.opened_before_ms + least(toUInt64(greatest(0, dateDiff('millisecond', asked.open_from, m.asked_at))), asked.open_ms)), 0)) AS first_response_business_ms,
    toUInt64(NOT m.is_first AND asked.is_scheduled) AS responses_business,
    toUInt64(if(NOT m.is_first AND asked.is_scheduled, (answered.opened_before_ms + least(toUInt64(greatest(0, dateDiff('millisecond', answered.open_from, m.answered_at))), answered.open_ms)) - (asked.opened_before_ms + least(toUInt64(greatest(0, dateDiff('millisecond', asked.open_from, m.asked_at))), asked.open_ms)), 0)) AS response_business_ms
FROM
(
    SELECT
        r.tenant AS tenant, r.placement_hour AS placement_hour, r.interaction_id AS interaction_id, r.segment AS segment,
        r.last_event_at AS last_event_at, if(s.queue != '', s.queue, i.entry_queue) AS queue, i.channel AS channel,
        r.agent AS agent, r.asked_at AS asked_at, r.answered_at AS answered_at, r.is_first AS is_first, r.response_ms AS response_ms
    FROM
    (
        SELECT
            tenant, placement_hour, interaction_id, last_event_at,
            arrayJoin(arrayConcat(
                -- Runs and their answers alternate, so the n-th answer belongs to the n-th run.
                arrayMap((asked, answer) -> (asked, answer, 0), arrayResize(runs, length(answers)), answers),
                arrayFilter(pair -> pair.2.2 = 2, arrayMap(
                    asked -> (asked, arrayFirst(turn -> turn.2 = 2 AND turn.5 = asked.5 AND turn.6 > asked.6, messages), 1),
                    opening_questions)))) AS pair,
            pair.1.1 AS asked_at,
            pair.1.3 AS segment,
            pair.2.4 AS agent,
            pair.2.1 AS answered_at,
            pair.3 = 1 AS is_first,
            greatest(0, dateDiff('millisecond', pair.1.1, pair.2.1)) AS response_ms
        FROM
        (
            SELECT
                tenant, placement_hour, interaction_id, last_event_at, messages,
                arrayFilter((turn, before) -> turn.2 = 1 AND before != 1, messages, kind_before) AS runs,
                arrayFilter((turn, before) -> turn.2 = 2 AND before = 1, messages, kind_before) AS answers,
                -- The first customer message of each opening.
                arrayFilter((turn, position) -> indexOf(questions.5, turn.5) = position, questions, arrayEnumerate(questions)) AS opening_questions
            FROM
            (
                SELECT
                    tenant, placement_hour, interaction_id, last_event_at,
                    arrayFilter(turn -> turn.2 != 3, numbered) AS messages,
                    arrayFilter(turn -> turn.2 = 1, numbered) AS questions,
                    arraySlice(arrayPushFront(messages.2, 0), 1, length(messages)) AS kind_before
                FROM
                (
                    SELECT
                        t.tenant AS tenant, t.placement_hour AS placement_hour, t.interaction_id AS interaction_id, t.last_event_at AS last_event_at,
                        arraySort(t.turns) AS ordered,
                        -- Instant, kind, segment, agent, opening, position.
                        arrayMap((turn, opening, position) -> (turn.1, turn.6, turn.7, turn.8, opening, position),
                            ordered, arrayCumSum(arrayMap(turn -> turn.6 = 3, ordered)), arrayEnumerate(ordered)) AS numbered
                    FROM atalaya_local.message_turns AS t FINAL
                )
            )
        )
    ) AS r
    LEFT JOIN atalaya_local.interactions AS i ON i.tenant = r.tenant AND i.placement_hour = r.placement_hour AND i.interaction_id = r.interaction_id
    LEFT JOIN atalaya_local.segments AS s ON s.tenant = r.tenant AND s.placement_hour = r.placement_hour AND s.interaction_id = r.interaction_id AND s.segment = r.segment
) AS m
ASOF LEFT JOIN atalaya.openings AS asked ON asked.tenant = m.tenant AND asked.queue = m.queue AND asked.open_from <= m.asked_at
ASOF LEFT JOIN atalaya.openings AS answered ON answered.tenant = m.tenant AND answered.queue = m.queue AND answered.open_from <= m.answered_at
COMMENT 'Response times of written contacts';

CREATE OR REPLACE TABLE atalaya.message_bookings ON CLUSTER 'wallboards' AS atalaya_local.message_bookings
ENGINE = Distributed('wallboards', 'atalaya_local', 'message_bookings', cityHash64(tenant, interaction_id))
COMMENT 'Rows of message_bookings of all shards';

-- Who had an interaction: what is booked for the interaction as a whole goes to one queue and one agent. Its handle ends are
-- those of segment_facts, worked out once more because a question over all facts costs twice as much.
CREATE VIEW IF NOT EXISTS atalaya_local.interaction_paths ON CLUSTER 'wallboards'
(
    tenant          LowCardinality(String)  COMMENT 'Owner of the row',
    placement_hour  DateTime('UTC')         COMMENT 'Hour under which the interaction is stored',
    interaction_id  String                  COMMENT 'Interaction',
    queue           String                  COMMENT 'Queue of the first segment that was queued; empty when none was',
    agent           String                  COMMENT 'Agent of the latest accepted; empty when none',
    handled_at      DateTime64(3, 'UTC')    COMMENT 'Latest handle end of its segments; 1970-01-01 until one is handled',
    handled_queue   String                  COMMENT 'Queue of the segment that was handled last; empty when it was not queued',
    handled_agent   String                  COMMENT 'Agent of the segment that was handled last'
)
AS SELECT
    e.tenant AS tenant,
    e.placement_hour AS placement_hour,
    e.interaction_id AS interaction_id,
    argMinIf(e.segment_queue, e.segment, e.offered) AS queue,
    argMaxMerge(e.agent_state) AS agent,
    maxIf(e.handle_end_at, e.handled) AS handled_at,
    tupleElement(argMaxIf((e.segment_queue, e.segment_agent), (e.handle_end_at, e.segment), e.handled), 1) AS handled_queue,
    tupleElement(argMaxIf((e.segment_queue, e.segment_agent), (e.handle_end_at, e.segment), e.handled), 2) AS handled_agent
FROM
(
    SELECT
        s.tenant AS tenant, s.placement_hour AS placement_hour, s.interaction_id AS interaction_id, s.segment AS segment,
        s.agent_state AS agent_state, finalizeAggregation(s.queue_state) AS segment_queue, finalizeAggregation(s.agent_state) AS segment_agent,
        s.queued_at < toDateTime64('2200-01-01 00:00:00', 3, 'UTC') AS offered,
        multiIf(s.ended_at > toDateTime64(0, 3, 'UTC'), s.ended_at, s.transferred_at >= s.accepted_at, s.transferred_at, s.wrapped_at) AS end_instant,
        s.accepted_at < toDateTime64('2200-01-01 00:00:00', 3, 'UTC') AND end_instant > toDateTime64(0, 3, 'UTC') AS handled,
        greatest(end_instant, s.wrapped_at) AS handle_end_at
    FROM atalaya_local.segment_states AS s FINAL
) AS e
GROUP BY tenant, placement_hour, interaction_id
COMMENT 'Queues and agents of each interaction';

CREATE OR REPLACE TABLE atalaya.interaction_paths ON CLUSTER 'wallboards' AS atalaya_local.interaction_paths
ENGINE = Distributed('wallboards', 'atalaya_local', 'interaction_paths', cityHash64(tenant, interaction_id))
COMMENT 'Rows of interaction_paths of all shards';

-- What an interaction as a whole adds to the measures: once when it ended last, once when its handling ended last, once at the
-- last text of the customer that has a score.
CREATE VIEW IF NOT EXISTS atalaya_local.interaction_bookings ON CLUSTER 'wallboards'
(
    tenant                          LowCardinality(String)  COMMENT 'Owner of the row',
    placement_hour                  DateTime('UTC')         COMMENT 'Hour under which the interaction is stored',
    interaction_id                  String                  COMMENT 'Interaction',
    last_event_at                   DateTime64(3, 'UTC')    COMMENT 'Latest event of the interaction',
    queue                           String                  COMMENT 'Queue of its first segment that was queued, else of created; judged: of the segment handled last',
    channel                         String                  COMMENT 'Channel',
    agent                           String                  COMMENT 'Agent of the latest accepted; judged: of the segment handled last',
    booking                         String                  COMMENT 'ended, judged or sentiment',
    booked_at                       DateTime64(3, 'UTC')    COMMENT 'Instant that decides the bucket',
    resolutions                     UInt64                  COMMENT 'Created and ended',
    resolution_ms                   UInt64                  COMMENT 'From the first created to the last ended',
    resolutions_business            UInt64                  COMMENT 'The same of a queue with a schedule',
    resolution_business_ms          UInt64                  COMMENT 'Time between both in which the queue was attended',
    judged_contacts                 UInt64                  COMMENT 'Inbound and handled, and the agent said whether it is resolved',
    resolved_contacts               UInt64                  COMMENT 'The agent said that it is',
    sentiment_contacts              UInt64                  COMMENT 'With a text of the customer that has a score',
    sentiment_millionths            Int64                   COMMENT 'Score of the interaction in millionths',
    sentiment_trend_contacts        UInt64                  COMMENT 'With enough texts for a trend',
    sentiment_trend_millionths      Int64                   COMMENT 'Trend in millionths'
)
AS SELECT
    b.tenant AS tenant,
    b.placement_hour AS placement_hour,
    b.interaction_id AS interaction_id,
    b.last_event_at AS last_event_at,
    if(b.booking = 'judged', b.judged_queue, b.queue) AS queue,
    b.channel AS channel,
    if(b.booking = 'judged', b.judged_agent, b.agent) AS agent,
    b.booking AS booking,
    multiIf(b.booking = 'ended', b.ended_at, b.booking = 'judged', b.judged_at, b.scored_at) AS booked_at,
    toUInt64(b.booking = 'ended') AS resolutions,
    toUInt64(if(b.booking = 'ended', dateDiff('millisecond', b.created_at, b.finished_at), 0)) AS resolution_ms,
    toUInt64(b.booking = 'ended' AND b.is_scheduled) AS resolutions_business,
    toUInt64(if(b.booking = 'ended' AND b.is_scheduled, b.open_ms, 0)) AS resolution_business_ms,
    toUInt64(b.booking = 'judged') AS judged_contacts,
    toUInt64(b.booking = 'judged' AND b.is_resolved) AS resolved_contacts,
    toUInt64(b.booking = 'sentiment') AS sentiment_contacts,
    toInt64(if(b.booking = 'sentiment', b.score_millionths, 0)) AS sentiment_millionths,
    toUInt64(b.booking = 'sentiment' AND b.has_trend) AS sentiment_trend_contacts,
    toInt64(if(b.booking = 'sentiment', b.trend_millionths, 0)) AS sentiment_trend_millionths
FROM
(
    SELECT
        w.tenant AS tenant, w.placement_hour AS placement_hour, w.interaction_id AS interaction_id, w.last_event_at AS last_event_at,
        w.queue AS queue, w.channel AS channel, w.agent AS agent, w.created_at AS created_at, w.ended_at AS ended_at, w.finished_at AS finished_at,
        w.judged_at AS judged_at, w.judged_queue AS judged_queue, w.judged_agent AS judged_agent, w.is_resolved AS is_resolved,
        w.scored_at AS scored_at, w.score_millionths AS score_millionths, w.has_trend AS has_trend, w.trend_millionths AS trend_millionths,
        began.is_scheduled AS is_scheduled,
        (finished.opened_before_ms + least(toUInt64(greatest(0, dateDiff('millisecond', finished.open_from, w.finished_at))), finished.open_ms)) - (began.opened_before_ms + least(toUInt64(greatest(0, dateDiff('millisecond', began.open_from, w.created_at))), began.open_ms)) AS open_ms,
        arrayJoin(arrayFilter((kind, applies) -> applies, ['ended', 'judged', 'sentiment'], [w.is_ended, w.is_judged, w.is_scored])) AS booking
    FROM
    (
        SELECT
            i.tenant AS tenant, i.placement_hour AS placement_hour, i.interaction_id AS interaction_id, i.last_event_at AS last_event_at,
            finalizeAggregation(i.channel_state) AS channel, finalizeAggregation(i.entry_queue_state) AS entry_queue,
            if(p.queue != '', p.queue, entry_queue) AS queue, p.agent AS agent,
            i.created_at AS created_at, i.ended_at AS ended_at,
            -- Clocks that disagree make no negative time.
            greatest(i.created_at, i.ended_at) AS finished_at,
            i.created_at < toDateTime64('2200-01-01 00:00:00', 3, 'UTC') AND i.ended_at > toDateTime64(0, 3, 'UTC') AS is_ended,
            p.handled_at AS judged_at, if(p.handled_queue != '', p.handled_queue, entry_queue) AS judged_queue, p.handled_agent AS judged_agent,
            i.wrap_ups = 1 AND p.handled_at > toDateTime64(0, 3, 'UTC') AND finalizeAggregation(i.direction_state) IN ('', 'inbound') AS is_judged,
            finalizeAggregation(i.resolved_state) = 1 AS is_resolved,
            t.booked_at AS scored_at, t.interaction_id != '' AS is_scored,
            t.score_millionths AS score_millionths, t.trend_millionths IS NOT NULL AS has_trend, ifNull(t.trend_millionths, 0) AS trend_millionths
        FROM atalaya_local.interaction_states AS i FINAL
        LEFT JOIN atalaya_local.interaction_paths AS p ON p.tenant = i.tenant AND p.placement_hour = i.placement_hour AND p.interaction_id = i.interaction_id
        LEFT JOIN atalaya_local.interaction_sentiments AS t ON t.tenant = i.tenant AND t.placement_hour = i.placement_hour AND t.interaction_id = i.interaction_id
    ) AS w
    ASOF LEFT JOIN atalaya.openings AS began ON began.tenant = w.tenant AND began.queue = w.queue AND began.open_from <= w.created_at
    ASOF LEFT JOIN atalaya.openings AS finished ON finished.tenant = w.tenant AND finished.queue = w.queue AND finished.open_from <= w.finished_at
) AS b
COMMENT 'Contributions of whole interactions to the measures';

CREATE OR REPLACE TABLE atalaya.interaction_bookings ON CLUSTER 'wallboards' AS atalaya_local.interaction_bookings
ENGINE = Distributed('wallboards', 'atalaya_local', 'interaction_bookings', cityHash64(tenant, interaction_id))
COMMENT 'Rows of interaction_bookings of all shards';

-- Everything that is summed, from segments, messages and whole interactions, in one shape: the columns are the measures of
-- src/lib/domain/metrics/measures.ts.
CREATE OR REPLACE VIEW atalaya_local.bookings ON CLUSTER 'wallboards'
(
    tenant                          LowCardinality(String)  COMMENT 'Owner of the row',
    placement_hour                  DateTime('UTC')         COMMENT 'Hour under which the interaction is stored',
    interaction_id                  String                  COMMENT 'Interaction',
    segment                         UInt16                  COMMENT 'Number of the segment; 0: the interaction as a whole',
    last_event_at                   DateTime64(3, 'UTC')    COMMENT 'Latest event of what is booked',
    queue                           String                  COMMENT 'Queue',
    channel                         String                  COMMENT 'Channel',
    agent                           String                  COMMENT 'Agent; empty when none answered',
    booked_at                       DateTime64(3, 'UTC')    COMMENT 'Instant that decides the bucket',
    offered                         UInt64                  COMMENT 'Queued',
    answered                        UInt64                  COMMENT 'Queued and answered',
    abandoned                       UInt64                  COMMENT 'Queued and abandoned',
    closed                          UInt64                  COMMENT 'Queued and closed unanswered',
    short_abandoned                 UInt64                  COMMENT 'Abandoned within S',
    flowed_out                      UInt64                  COMMENT 'Queued and transferred before an answer',
    wait_ms                         UInt64                  COMMENT 'Wait of the answered',
    service_level_numerator         UInt64                  COMMENT 'By the formula of the queue',
    service_level_denominator       UInt64                  COMMENT 'By the formula of the queue',
    handled                         UInt64                  COMMENT 'Accepted and finished',
    handle_ms                       UInt64                  COMMENT 'Talk, hold and after-contact work',
    talk_ms                         UInt64                  COMMENT 'Talk without hold',
    hold_ms                         UInt64                  COMMENT 'Hold',
    acw_ms                          UInt64                  COMMENT 'After-contact work',
    transferred                     UInt64                  COMMENT 'Handled with a transfer',
    skewed                          UInt64                  COMMENT 'A difference was negative and counts as 0',
    first_responses                 UInt64                  COMMENT 'First responses',
    first_response_ms               UInt64                  COMMENT 'Time to them',
    responses                       UInt64                  COMMENT 'Responses',
    response_ms                     UInt64                  COMMENT 'Time to them',
    first_responses_business        UInt64                  COMMENT 'First responses of a queue with a schedule',
    first_response_business_ms      UInt64                  COMMENT 'Time to them in which the queue was attended',
    responses_business              UInt64                  COMMENT 'Responses of a queue with a schedule',
    response_business_ms            UInt64                  COMMENT 'Time to them in which the queue was attended',
    resolutions                     UInt64                  COMMENT 'Created and ended',
    resolution_ms                   UInt64                  COMMENT 'From the first created to the last ended',
    resolutions_business            UInt64                  COMMENT 'The same of a queue with a schedule',
    resolution_business_ms          UInt64                  COMMENT 'Time between both in which the queue was attended',
    judged_contacts                 UInt64                  COMMENT 'Inbound and handled, and the agent said whether it is resolved',
    resolved_contacts               UInt64                  COMMENT 'The agent said that it is',
    sentiment_contacts              UInt64                  COMMENT 'With a text of the customer that has a score',
    sentiment_millionths            Int64                   COMMENT 'Sum of scores in millionths',
    sentiment_trend_contacts        UInt64                  COMMENT 'With enough texts for a trend',
    sentiment_trend_millionths      Int64                   COMMENT 'Sum of trends in millionths'
)
AS SELECT
    b.tenant AS tenant, b.placement_hour AS placement_hour, b.interaction_id AS interaction_id, b.segment AS segment,
    b.last_event_at AS last_event_at, b.queue AS queue, b.channel AS channel, b.agent AS agent,
    b.booked_at AS booked_at, b.offered AS offered, b.answered AS answered, b.abandoned AS abandoned,
    b.closed AS closed, b.short_abandoned AS short_abandoned, b.flowed_out AS flowed_out, b.wait_ms AS wait_ms,
    b.service_level_numerator AS service_level_numerator, b.service_level_denominator AS service_level_denominator,
    b.handled AS handled, b.handle_ms AS handle_ms, b.talk_ms AS talk_ms, b.hold_ms AS hold_ms, b.acw_ms AS acw_ms,
    b.transferred AS transferred, b.skewed AS skewed, toUInt64(0) AS first_responses, toUInt64(0) AS first_response_ms,
    toUInt64(0) AS responses, toUInt64(0) AS response_ms, toUInt64(0) AS first_responses_business,
    toUInt64(0) AS first_response_business_ms, toUInt64(0) AS responses_business, toUInt64(0) AS response_business_ms,
    toUInt64(0) AS resolutions, toUInt64(0) AS resolution_ms, toUInt64(0) AS resolutions_business,
    toUInt64(0) AS resolution_business_ms, toUInt64(0) AS judged_contacts, toUInt64(0) AS resolved_contacts,
    toUInt64(0) AS sentiment_contacts, toInt64(0) AS sentiment_millionths, toUInt64(0) AS sentiment_trend_contacts,
    toInt64(0) AS sentiment_trend_millionths
FROM atalaya_local.segment_bookings AS b
UNION ALL
SELECT
    m.tenant AS tenant, m.placement_hour AS placement_hour, m.interaction_id AS interaction_id, m.segment AS segment,
    m.last_event_at AS last_event_at, m.queue AS queue, m.channel AS channel, m.agent AS agent,
    m.booked_at AS booked_at, toUInt64(0) AS offered, toUInt64(0) AS answered, toUInt64(0) AS abandoned,
    toUInt64(0) AS closed, toUInt64(0) AS short_abandoned, toUInt64(0) AS flowed_out, toUInt64(0) AS wait_ms,
    toUInt64(0) AS service_level_numerator, toUInt64(0) AS service_level_denominator, toUInt64(0) AS handled,
    toUInt64(0) AS handle_ms, toUInt64(0) AS talk_ms, toUInt64(0) AS hold_ms, toUInt64(0) AS acw_ms,
    toUInt64(0) AS transferred, toUInt64(0) AS skewed, m.first_responses AS first_responses,
    m.first_response_ms AS first_response_ms, m.responses AS responses, m.response_ms AS response_ms,
    m.first_responses_business AS first_responses_business, m.first_response_business_ms AS first_response_business_ms,
    m.responses_business AS responses_business, m.response_business_ms AS response_business_ms,
    toUInt64(0) AS resolutions, toUInt64(0) AS resolution_ms, toUInt64(0) AS resolutions_business,
    toUInt64(0) AS resolution_business_ms, toUInt64(0) AS judged_contacts, toUInt64(0) AS resolved_contacts,
    toUInt64(0) AS sentiment_contacts, toInt64(0) AS sentiment_millionths, toUInt64(0) AS sentiment_trend_contacts,
    toInt64(0) AS sentiment_trend_millionths
FROM atalaya_local.message_bookings AS m
UNION ALL
SELECT
    i.tenant AS tenant, i.placement_hour AS placement_hour, i.interaction_id AS interaction_id, toUInt16(0) AS segment,
    i.last_event_at AS last_event_at, i.queue AS queue, i.channel AS channel, i.agent AS agent,
    i.booked_at AS booked_at, toUInt64(0) AS offered, toUInt64(0) AS answered, toUInt64(0) AS abandoned,
    toUInt64(0) AS closed, toUInt64(0) AS short_abandoned, toUInt64(0) AS flowed_out, toUInt64(0) AS wait_ms,
    toUInt64(0) AS service_level_numerator, toUInt64(0) AS service_level_denominator, toUInt64(0) AS handled,
    toUInt64(0) AS handle_ms, toUInt64(0) AS talk_ms, toUInt64(0) AS hold_ms, toUInt64(0) AS acw_ms,
    toUInt64(0) AS transferred, toUInt64(0) AS skewed, toUInt64(0) AS first_responses,
    toUInt64(0) AS first_response_ms, toUInt64(0) AS responses, toUInt64(0) AS response_ms,
    toUInt64(0) AS first_responses_business, toUInt64(0) AS first_response_business_ms,
    toUInt64(0) AS responses_business, toUInt64(0) AS response_business_ms, i.resolutions AS resolutions,
    i.resolution_ms AS resolution_ms, i.resolutions_business AS resolutions_business,
    i.resolution_business_ms AS resolution_business_ms, i.judged_contacts AS judged_contacts,
    i.resolved_contacts AS resolved_contacts, i.sentiment_contacts AS sentiment_contacts,
    i.sentiment_millionths AS sentiment_millionths, i.sentiment_trend_contacts AS sentiment_trend_contacts,
    i.sentiment_trend_millionths AS sentiment_trend_millionths
FROM atalaya_local.interaction_bookings AS i
COMMENT 'Contributions of contacts to the measures';

CREATE OR REPLACE TABLE atalaya.bookings ON CLUSTER 'wallboards' AS atalaya_local.bookings
ENGINE = Distributed('wallboards', 'atalaya_local', 'bookings', cityHash64(tenant, interaction_id))
COMMENT 'Rows of bookings of all shards';

-- Rolls of before lack these columns; rules_fingerprint makes them count no longer, except for hours that are closed, which
-- have nothing to be made of again and say 0 here.
ALTER TABLE atalaya_local.metric_rolls ON CLUSTER 'wallboards'
    ADD COLUMN IF NOT EXISTS first_responses_business UInt64 COMMENT 'First responses of a queue with a schedule',
    ADD COLUMN IF NOT EXISTS first_response_business_ms UInt64 COMMENT 'Time to them in which the queue was attended',
    ADD COLUMN IF NOT EXISTS responses_business UInt64 COMMENT 'Responses of a queue with a schedule',
    ADD COLUMN IF NOT EXISTS response_business_ms UInt64 COMMENT 'Time to them in which the queue was attended',
    ADD COLUMN IF NOT EXISTS resolutions UInt64 COMMENT 'Created and ended',
    ADD COLUMN IF NOT EXISTS resolution_ms UInt64 COMMENT 'From the first created to the last ended',
    ADD COLUMN IF NOT EXISTS resolutions_business UInt64 COMMENT 'The same of a queue with a schedule',
    ADD COLUMN IF NOT EXISTS resolution_business_ms UInt64 COMMENT 'Time between both in which the queue was attended',
    ADD COLUMN IF NOT EXISTS judged_contacts UInt64 COMMENT 'Inbound and handled, and the agent said whether it is resolved',
    ADD COLUMN IF NOT EXISTS resolved_contacts UInt64 COMMENT 'The agent said that it is',
    ADD COLUMN IF NOT EXISTS sentiment_contacts UInt64 COMMENT 'With a text of the customer that has a score',
    ADD COLUMN IF NOT EXISTS sentiment_millionths Int64 COMMENT 'Sum of scores in millionths',
    ADD COLUMN IF NOT EXISTS sentiment_trend_contacts UInt64 COMMENT 'With enough texts for a trend',
    ADD COLUMN IF NOT EXISTS sentiment_trend_millionths Int64 COMMENT 'Sum of trends in millionths',
    ADD COLUMN IF NOT EXISTS first_response_business_sketch_state AggregateFunction(quantilesDD(0.01, 0.5, 0.9, 0.95), Float64) COMMENT 'First response times in business time, within 1 %',
    ADD COLUMN IF NOT EXISTS response_business_sketch_state AggregateFunction(quantilesDD(0.01, 0.5, 0.9, 0.95), Float64) COMMENT 'Response times in business time, within 1 %',
    ADD COLUMN IF NOT EXISTS resolution_sketch_state AggregateFunction(quantilesDD(0.01, 0.5, 0.9, 0.95), Float64) COMMENT 'Resolution times, within 1 %',
    ADD COLUMN IF NOT EXISTS resolution_business_sketch_state AggregateFunction(quantilesDD(0.01, 0.5, 0.9, 0.95), Float64) COMMENT 'Resolution times in business time, within 1 %',
    MODIFY COMMENT 'Roll-ups of placement hours, current and superseded';

CREATE OR REPLACE TABLE atalaya.metric_rolls ON CLUSTER 'wallboards' AS atalaya_local.metric_rolls
ENGINE = Distributed('wallboards', 'atalaya_local', 'metric_rolls')
COMMENT 'Rows of metric_rolls of all shards';

CREATE OR REPLACE VIEW atalaya.rules_fingerprint ON CLUSTER 'wallboards'
(
    tenant  LowCardinality(String)  COMMENT 'Owner of the settings',
    rules   UInt64                  COMMENT 'Changes with the settings of queues and the schedules that queue_openings has, and with what is summed'
)
AS SELECT
    t.tenant AS tenant,
    -- The number before the last: raised whenever a measure is added or made otherwise, so that rolls of before count no longer.
    sipHash64(
        t.versions,
        (SELECT groupArray((d.channel, d.threshold_ms, d.short_abandon_ms)) FROM (SELECT * FROM atalaya.channel_defaults FINAL ORDER BY channel) AS d),
        2,
        -- Of the openings that are there, not of the schedules they are made of: until ingest has made new ones the old hold.
        g.schedules) AS rules
FROM
(
    SELECT q.tenant AS tenant, arraySort(groupArray((q.queue, q.channel_from, q.channels, q.threshold_from, q.threshold_ms, q.short_abandon_from, q.short_abandon_ms, q.formula_from, q.formula))) AS versions
    FROM atalaya.queue_rules AS q
    GROUP BY tenant
    UNION ALL
    -- An installation without a single queue setting has a fingerprint as well.
    SELECT 'default' AS tenant, [] AS versions FROM system.one WHERE (SELECT count() FROM atalaya.queue_versions WHERE tenant = 'default') = 0
) AS t
LEFT JOIN (SELECT tenant, schedules FROM atalaya.opening_generations FINAL) AS g ON g.tenant = t.tenant
COMMENT 'One number that stands for all queue settings of a tenant and for what is summed';

-- Sums per quarter of an hour: from the roll where it is current, else from the facts. Both lists come from one scalar, so
-- that an hour that changes while the question runs is read from exactly one of the two.
CREATE OR REPLACE VIEW atalaya_local.metric_intervals ON CLUSTER 'wallboards'
(
    tenant                          LowCardinality(String)  COMMENT 'Owner of the row',
    interval_start                  DateTime('UTC')         COMMENT 'Start of the 15 minutes',
    queue                           String                  COMMENT 'Queue',
    channel                         String                  COMMENT 'Channel',
    agent                           String                  COMMENT 'Agent; empty when none answered',
    offered                         UInt64                  COMMENT 'Queued',
    answered                        UInt64                  COMMENT 'Queued and answered',
    abandoned                       UInt64                  COMMENT 'Queued and abandoned',
    closed                          UInt64                  COMMENT 'Queued and closed unanswered',
    short_abandoned                 UInt64                  COMMENT 'Abandoned within S',
    flowed_out                      UInt64                  COMMENT 'Queued and transferred before an answer',
    wait_ms                         UInt64                  COMMENT 'Wait of the answered',
    service_level_numerator         UInt64                  COMMENT 'By the formula of the queue',
    service_level_denominator       UInt64                  COMMENT 'By the formula of the queue',
    handled                         UInt64                  COMMENT 'Accepted and finished',
    handle_ms                       UInt64                  COMMENT 'Talk, hold and after-contact work',
    talk_ms                         UInt64                  COMMENT 'Talk without hold',
    hold_ms                         UInt64                  COMMENT 'Hold',
    acw_ms                          UInt64                  COMMENT 'After-contact work',
    transferred                     UInt64                  COMMENT 'Handled with a transfer',
    skewed                          UInt64                  COMMENT 'A difference was negative and counts as 0',
    first_responses                 UInt64                  COMMENT 'First responses',
    first_response_ms               UInt64                  COMMENT 'Time to them',
    responses                       UInt64                  COMMENT 'Responses',
    response_ms                     UInt64                  COMMENT 'Time to them',
    first_responses_business        UInt64                  COMMENT 'First responses of a queue with a schedule',
    first_response_business_ms      UInt64                  COMMENT 'Time to them in which the queue was attended',
    responses_business              UInt64                  COMMENT 'Responses of a queue with a schedule',
    response_business_ms            UInt64                  COMMENT 'Time to them in which the queue was attended',
    resolutions                     UInt64                  COMMENT 'Created and ended',
    resolution_ms                   UInt64                  COMMENT 'From the first created to the last ended',
    resolutions_business            UInt64                  COMMENT 'The same of a queue with a schedule',
    resolution_business_ms          UInt64                  COMMENT 'Time between both in which the queue was attended',
    judged_contacts                 UInt64                  COMMENT 'Inbound and handled, and the agent said whether it is resolved',
    resolved_contacts               UInt64                  COMMENT 'The agent said that it is',
    sentiment_contacts              UInt64                  COMMENT 'With a text of the customer that has a score',
    sentiment_millionths            Int64                   COMMENT 'Sum of scores in millionths',
    sentiment_trend_contacts        UInt64                  COMMENT 'With enough texts for a trend',
    sentiment_trend_millionths      Int64                   COMMENT 'Sum of trends in millionths',
    wait_sketch_state                       AggregateFunction(quantilesDD(0.01, 0.5, 0.9, 0.95), Float64) COMMENT 'Waits of the answered, within 1 %',
    handle_sketch_state                     AggregateFunction(quantilesDD(0.01, 0.5, 0.9, 0.95), Float64) COMMENT 'Handle times, within 1 %',
    talk_sketch_state                       AggregateFunction(quantilesDD(0.01, 0.5, 0.9, 0.95), Float64) COMMENT 'Talk times, within 1 %',
    hold_sketch_state                       AggregateFunction(quantilesDD(0.01, 0.5, 0.9, 0.95), Float64) COMMENT 'Hold times, within 1 %',
    acw_sketch_state                        AggregateFunction(quantilesDD(0.01, 0.5, 0.9, 0.95), Float64) COMMENT 'After-contact work, within 1 %',
    first_response_sketch_state             AggregateFunction(quantilesDD(0.01, 0.5, 0.9, 0.95), Float64) COMMENT 'First response times, within 1 %',
    response_sketch_state                   AggregateFunction(quantilesDD(0.01, 0.5, 0.9, 0.95), Float64) COMMENT 'Response times, within 1 %',
    first_response_business_sketch_state    AggregateFunction(quantilesDD(0.01, 0.5, 0.9, 0.95), Float64) COMMENT 'First response times in business time, within 1 %',
    response_business_sketch_state          AggregateFunction(quantilesDD(0.01, 0.5, 0.9, 0.95), Float64) COMMENT 'Response times in business time, within 1 %',
    resolution_sketch_state                 AggregateFunction(quantilesDD(0.01, 0.5, 0.9, 0.95), Float64) COMMENT 'Resolution times, within 1 %',
    resolution_business_sketch_state        AggregateFunction(quantilesDD(0.01, 0.5, 0.9, 0.95), Float64) COMMENT 'Resolution times in business time, within 1 %'
)
AS WITH (
    SELECT (groupArrayIf((h.tenant, h.placement_hour, h.roll_id), h.is_current = 1), groupArrayIf((h.tenant, h.placement_hour), h.is_current = 0))
    FROM atalaya_local.hour_rolls AS h
) AS hours
SELECT
    r.tenant AS tenant, r.interval_start AS interval_start, toString(r.queue) AS queue, toString(r.channel) AS channel,
    toString(r.agent) AS agent, r.offered AS offered, r.answered AS answered, r.abandoned AS abandoned,
    r.closed AS closed, r.short_abandoned AS short_abandoned, r.flowed_out AS flowed_out, r.wait_ms AS wait_ms,
    r.service_level_numerator AS service_level_numerator, r.service_level_denominator AS service_level_denominator,
    r.handled AS handled, r.handle_ms AS handle_ms, r.talk_ms AS talk_ms, r.hold_ms AS hold_ms, r.acw_ms AS acw_ms,
    r.transferred AS transferred, r.skewed AS skewed, r.first_responses AS first_responses,
    r.first_response_ms AS first_response_ms, r.responses AS responses, r.response_ms AS response_ms,
    r.first_responses_business AS first_responses_business, r.first_response_business_ms AS first_response_business_ms,
    r.responses_business AS responses_business, r.response_business_ms AS response_business_ms,
    r.resolutions AS resolutions, r.resolution_ms AS resolution_ms, r.resolutions_business AS resolutions_business,
    r.resolution_business_ms AS resolution_business_ms, r.judged_contacts AS judged_contacts,
    r.resolved_contacts AS resolved_contacts, r.sentiment_contacts AS sentiment_contacts,
    r.sentiment_millionths AS sentiment_millionths, r.sentiment_trend_contacts AS sentiment_trend_contacts,
    r.sentiment_trend_millionths AS sentiment_trend_millionths, r.wait_sketch_state AS wait_sketch_state,
    r.handle_sketch_state AS handle_sketch_state, r.talk_sketch_state AS talk_sketch_state,
    r.hold_sketch_state AS hold_sketch_state, r.acw_sketch_state AS acw_sketch_state,
    r.first_response_sketch_state AS first_response_sketch_state, r.response_sketch_state AS response_sketch_state,
    r.first_response_business_sketch_state AS first_response_business_sketch_state,
    r.response_business_sketch_state AS response_business_sketch_state,
    r.resolution_sketch_state AS resolution_sketch_state,
    r.resolution_business_sketch_state AS resolution_business_sketch_state
FROM atalaya_local.metric_rolls AS r
WHERE (r.tenant, r.placement_hour, r.roll_id) IN (SELECT arrayJoin(tupleElement(hours, 1)))
UNION ALL
SELECT
    b.tenant AS tenant, toStartOfFifteenMinutes(b.booked_at) AS interval_start, b.queue AS queue, b.channel AS channel,
    b.agent AS agent, b.offered AS offered, b.answered AS answered, b.abandoned AS abandoned, b.closed AS closed,
    b.short_abandoned AS short_abandoned, b.flowed_out AS flowed_out, b.wait_ms AS wait_ms,
    b.service_level_numerator AS service_level_numerator, b.service_level_denominator AS service_level_denominator,
    b.handled AS handled, b.handle_ms AS handle_ms, b.talk_ms AS talk_ms, b.hold_ms AS hold_ms, b.acw_ms AS acw_ms,
    b.transferred AS transferred, b.skewed AS skewed, b.first_responses AS first_responses,
    b.first_response_ms AS first_response_ms, b.responses AS responses, b.response_ms AS response_ms,
    b.first_responses_business AS first_responses_business, b.first_response_business_ms AS first_response_business_ms,
    b.responses_business AS responses_business, b.response_business_ms AS response_business_ms,
    b.resolutions AS resolutions, b.resolution_ms AS resolution_ms, b.resolutions_business AS resolutions_business,
    b.resolution_business_ms AS resolution_business_ms, b.judged_contacts AS judged_contacts,
    b.resolved_contacts AS resolved_contacts, b.sentiment_contacts AS sentiment_contacts,
    b.sentiment_millionths AS sentiment_millionths, b.sentiment_trend_contacts AS sentiment_trend_contacts,
    b.sentiment_trend_millionths AS sentiment_trend_millionths,
    initializeAggregation('quantilesDDStateIf(0.01, 0.5, 0.9, 0.95)', toFloat64(b.wait_ms), toUInt8(b.answered)) AS wait_sketch_state,
    initializeAggregation('quantilesDDStateIf(0.01, 0.5, 0.9, 0.95)', toFloat64(b.handle_ms), toUInt8(b.handled)) AS handle_sketch_state,
    initializeAggregation('quantilesDDStateIf(0.01, 0.5, 0.9, 0.95)', toFloat64(b.talk_ms), toUInt8(b.handled)) AS talk_sketch_state,
    initializeAggregation('quantilesDDStateIf(0.01, 0.5, 0.9, 0.95)', toFloat64(b.hold_ms), toUInt8(b.handled)) AS hold_sketch_state,
    initializeAggregation('quantilesDDStateIf(0.01, 0.5, 0.9, 0.95)', toFloat64(b.acw_ms), toUInt8(b.handled)) AS acw_sketch_state,
    initializeAggregation('quantilesDDStateIf(0.01, 0.5, 0.9, 0.95)', toFloat64(b.first_response_ms), toUInt8(b.first_responses)) AS first_response_sketch_state,
    initializeAggregation('quantilesDDStateIf(0.01, 0.5, 0.9, 0.95)', toFloat64(b.response_ms), toUInt8(b.responses)) AS response_sketch_state,
    initializeAggregation('quantilesDDStateIf(0.01, 0.5, 0.9, 0.95)', toFloat64(b.first_response_business_ms), toUInt8(b.first_responses_business)) AS first_response_business_sketch_state,
    initializeAggregation('quantilesDDStateIf(0.01, 0.5, 0.9, 0.95)', toFloat64(b.response_business_ms), toUInt8(b.responses_business)) AS response_business_sketch_state,
    initializeAggregation('quantilesDDStateIf(0.01, 0.5, 0.9, 0.95)', toFloat64(b.resolution_ms), toUInt8(b.resolutions)) AS resolution_sketch_state,
    initializeAggregation('quantilesDDStateIf(0.01, 0.5, 0.9, 0.95)', toFloat64(b.resolution_business_ms), toUInt8(b.resolutions_business)) AS resolution_business_sketch_state
FROM atalaya_local.bookings AS b
WHERE (b.tenant, b.placement_hour) IN (SELECT arrayJoin(tupleElement(hours, 2)))
COMMENT 'Measures per quarter of an hour, always complete';

CREATE OR REPLACE TABLE atalaya.metric_intervals ON CLUSTER 'wallboards' AS atalaya_local.metric_intervals
ENGINE = Distributed('wallboards', 'atalaya_local', 'metric_intervals')
COMMENT 'Rows of metric_intervals of all shards';

-- What was asked of a customer and what the answer was, merged from events whatever their order and number. A survey may
-- ask several questions under one id, each of another kind. By id alone: it is sent on one day and answered on another.
-- Filled by survey_states_mv; read through the view surveys.
CREATE TABLE IF NOT EXISTS atalaya_local.survey_states ON CLUSTER 'wallboards'
(
    tenant              LowCardinality(String)                             COMMENT 'Owner of the row; first in every key',
    survey_id           String                                             COMMENT 'Survey',
    kind                LowCardinality(String)                             COMMENT 'csat, nps, ces or fcr',
    first_event_at      SimpleAggregateFunction(min, DateTime64(3, 'UTC')) COMMENT 'Earliest event',
    last_event_at       SimpleAggregateFunction(max, DateTime64(3, 'UTC')) COMMENT 'Latest event',
    sent_at             SimpleAggregateFunction(min, DateTime64(3, 'UTC')) COMMENT 'Earliest sent; 2200-01-01 when none',
    stray_at            SimpleAggregateFunction(max, DateTime64(3, 'UTC')) COMMENT 'Latest answer beyond its own scale; 1970-01-01 when none',
    answer_state        AggregateFunction(argMax, Tuple(DateTime64(3, 'UTC'), Int64, Int64, Int64), Tuple(DateTime64(3, 'UTC'), String, UInt8, String, String))
                                                                           COMMENT 'Latest answer on its scale: instant; score, least and greatest score in thousandths',
    interaction_state   AggregateFunction(argMax, String, Tuple(DateTime64(3, 'UTC'), String, UInt8, String, String))
                                                                           COMMENT 'Interaction of the latest event that names one'
)
ENGINE = ReplicatedAggregatingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (tenant, survey_id, kind)
SETTINGS replicated_deduplication_window = 10000
COMMENT 'State of each question of each survey as aggregate states';

CREATE OR REPLACE TABLE atalaya.survey_states ON CLUSTER 'wallboards' AS atalaya_local.survey_states
ENGINE = Distributed('wallboards', 'atalaya_local', 'survey_states', cityHash64(tenant, survey_id))
COMMENT 'Rows of survey_states of all shards';

-- Scores become thousandths, halves upwards. A scale that is not said is the usual one of its kind.
CREATE MATERIALIZED VIEW IF NOT EXISTS atalaya_local.survey_states_mv ON CLUSTER 'wallboards' TO atalaya_local.survey_states AS
SELECT
    tenant, survey_id, kind,
    min(occurred_at) AS first_event_at,
    max(occurred_at) AS last_event_at,
    min(if(is_answer, toDateTime64('2200-01-01 00:00:00', 3, 'UTC'), occurred_at)) AS sent_at,
    max(if(is_answer AND NOT is_on_scale, occurred_at, toDateTime64(0, 3, 'UTC'))) AS stray_at,
    argMaxIfState((occurred_at, scores[1], scores[2], scores[3]), place, is_answer AND is_on_scale) AS answer_state,
    argMaxIfState(interaction, place, interaction != '') AS interaction_state
FROM
(
    SELECT
        e.tenant AS tenant, e.subject AS survey_id, toLowCardinality(JSONExtractString(e.data, 'kind')) AS kind, e.occurred_at AS occurred_at,
        (e.occurred_at, e.sequence, e.type_rank, e.event_id, toString(e.source)) AS place,
        e.name = 'survey.answered' AS is_answer,
        JSONExtractString(e.data, 'interaction') AS interaction,
        [
            JSONExtractFloat(e.data, 'score'),
            if(JSONHas(e.data, 'scaleMin'), JSONExtractFloat(e.data, 'scaleMin'), transform(toString(kind), ['csat', 'ces'], [1., 1.], 0.)),
            if(JSONHas(e.data, 'scaleMax'), JSONExtractFloat(e.data, 'scaleMax'), transform(toString(kind), ['csat', 'nps', 'ces'], [5., 10., 7.], 1.))
        ] AS points,
        arrayMap(point -> toInt64(floor(greatest(-1e9, least(1e9, point * 1000)) + 0.5)), points) AS scores,
        arrayAll(point -> abs(point) <= 1000000, points) AND scores[2] < scores[3] AND scores[1] >= scores[2] AND scores[1] <= scores[3] AS is_on_scale
    FROM atalaya_local.events AS e
    WHERE e.name IN ('survey.answered', 'survey.sent')
)
GROUP BY tenant, survey_id, kind
COMMENT 'Feeds survey_states';

-- What each answer says. A share of the scale is the score of the greatest one, counted from the least where that is below
-- zero; src/lib/domain/metrics/README.md has a table.
CREATE VIEW IF NOT EXISTS atalaya_local.surveys ON CLUSTER 'wallboards'
(
    tenant              LowCardinality(String)          COMMENT 'Owner of the row',
    survey_id           String                          COMMENT 'Survey',
    kind                LowCardinality(String)          COMMENT 'csat, nps, ces or fcr',
    interaction_id      String                          COMMENT 'Interaction that was asked about; empty when none is named',
    sent_at             Nullable(DateTime64(3, 'UTC'))  COMMENT 'Earliest sent; without one when it was answered',
    answered_at         Nullable(DateTime64(3, 'UTC'))  COMMENT 'Latest answer on its scale; null when none',
    stray_at            Nullable(DateTime64(3, 'UTC'))  COMMENT 'Latest answer beyond its scale where there is no other; null when none',
    score               Int64                           COMMENT 'Score in thousandths; 0 without an answer',
    scale_min           Int64                           COMMENT 'Least score of the scale in thousandths',
    scale_max           Int64                           COMMENT 'Greatest score of the scale in thousandths',
    is_top              UInt8                           COMMENT '1: one of the two best of five points, or 80 % of the scale',
    is_promoter         UInt8                           COMMENT '1: 90 % of the scale',
    is_detractor        UInt8                           COMMENT '1: at most 60 % of the scale',
    is_yes              UInt8                           COMMENT '1: the greatest score',
    on_seven            Int64                           COMMENT 'The score on a scale from 1 to 7, in thousandths; 0 without an answer'
)
AS SELECT
    tenant, survey_id, kind, interaction_id,
    multiIf(was_sent_at < toDateTime64('2200-01-01 00:00:00', 3, 'UTC'), was_sent_at, is_answered, answer.1, NULL) AS sent_at,
    if(is_answered, answer.1, NULL) AS answered_at,
    if(NOT is_answered AND strayed_at > toDateTime64(0, 3, 'UTC'), strayed_at, NULL) AS stray_at,
    answer.2 AS score, answer.3 AS scale_min, answer.4 AS scale_max,
    toUInt8(is_answered AND if(scale_max - scale_min = 4000, score >= scale_max - 1000, 10 * reached >= 8 * whole)) AS is_top,
    toUInt8(is_answered AND 10 * reached >= 9 * whole) AS is_promoter,
    toUInt8(is_answered AND 10 * reached <= 6 * whole) AS is_detractor,
    toUInt8(is_answered AND score = scale_max) AS is_yes,
    if(is_answered, 1000 + intDiv(12000 * (score - scale_min) + (scale_max - scale_min), 2 * greatest(1, scale_max - scale_min)), 0) AS on_seven
FROM
(
    SELECT
        *,
        answer.1 > toDateTime64(0, 3, 'UTC') AS is_answered,
        answer.2 - least(0, answer.3) AS reached,
        answer.4 - least(0, answer.3) AS whole
    FROM
    (
        SELECT
            s.tenant AS tenant, s.survey_id AS survey_id, s.kind AS kind, s.sent_at AS was_sent_at, s.stray_at AS strayed_at,
            finalizeAggregation(s.answer_state) AS answer, finalizeAggregation(s.interaction_state) AS interaction_id
        FROM atalaya_local.survey_states AS s FINAL
    )
)
COMMENT 'Each question of each survey, and what its answer says';

CREATE OR REPLACE TABLE atalaya.surveys ON CLUSTER 'wallboards' AS atalaya_local.surveys
ENGINE = Distributed('wallboards', 'atalaya_local', 'surveys', cityHash64(tenant, survey_id))
COMMENT 'Rows of surveys of all shards';

-- What became of an evaluation, merged from events whatever their order and number: the highest revision, what was disputed
-- and decided, whether it was taken back. By id alone: it is disputed on another day than it is submitted.
-- Filled by evaluation_states_mv; read through the view evaluations.
CREATE TABLE IF NOT EXISTS atalaya_local.evaluation_states ON CLUSTER 'wallboards'
(
    tenant          LowCardinality(String)                             COMMENT 'Owner of the row; first in every key',
    evaluation_id   String                                             COMMENT 'Evaluation',
    first_at        SimpleAggregateFunction(min, DateTime64(3, 'UTC')) COMMENT 'Earliest instant at which any revision counts, by submission or by contact; 2200-01-01 when none',
    last_at         SimpleAggregateFunction(max, DateTime64(3, 'UTC')) COMMENT 'Latest such instant; 1970-01-01 when none',
    retracted_at    SimpleAggregateFunction(max, DateTime64(3, 'UTC')) COMMENT 'Latest retraction; 1970-01-01 when none',
    interactions    SimpleAggregateFunction(groupUniqArrayArray, Array(String))
                                                                       COMMENT 'Interactions its revisions name: one',
    disputes        SimpleAggregateFunction(groupUniqArrayArray, Array(Tuple(UInt16, DateTime64(3, 'UTC'))))
                                                                       COMMENT 'Revision that was disputed, and when',
    decisions       SimpleAggregateFunction(groupUniqArrayArray, Array(Tuple(UInt16, DateTime64(3, 'UTC'), String, UInt8, String, String, String)))
                                                                       COMMENT 'Revision, instant, sequence, rank, id and source of each decision, and its outcome',
    newest_state    AggregateFunction(argMax, Tuple(UInt16, DateTime64(3, 'UTC'), DateTime64(3, 'UTC'), String, Array(String), Tuple(String, UInt16, String, String), Tuple(Nullable(Int64), Nullable(Int64), Nullable(UInt8), UInt8), Array(String), Array(String), Nullable(Int64)), Tuple(UInt16, DateTime64(3, 'UTC'), String, UInt8, String, String))
                                                                       COMMENT 'The highest revision, the latest event of it: its number; submitted, contact; interaction; agent, queue, channel, evaluator; form, version, kind, lane; raw and final score in millionths, passed, failed by an error; classes that applied, classes with an error; work'
)
ENGINE = ReplicatedAggregatingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (tenant, evaluation_id)
SETTINGS index_granularity = 512, replicated_deduplication_window = 10000
COMMENT 'State of each evaluation as aggregate states';

CREATE OR REPLACE TABLE atalaya.evaluation_states ON CLUSTER 'wallboards' AS atalaya_local.evaluation_states
ENGINE = Distributed('wallboards', 'atalaya_local', 'evaluation_states', cityHash64(tenant, evaluation_id))
COMMENT 'Rows of evaluation_states of all shards';

-- Scores become millionths, halves upwards.
CREATE MATERIALIZED VIEW IF NOT EXISTS atalaya_local.evaluation_states_mv ON CLUSTER 'wallboards' TO atalaya_local.evaluation_states AS
SELECT
    tenant, evaluation_id,
    min(if(is_revision, least(submitted_at, contact_at), toDateTime64('2200-01-01 00:00:00', 3, 'UTC'))) AS first_at,
    max(if(is_revision, greatest(submitted_at, contact_at), toDateTime64(0, 3, 'UTC'))) AS last_at,
    max(if(name = 'evaluation.retracted', occurred_at, toDateTime64(0, 3, 'UTC'))) AS retracted_at,
    groupUniqArrayIf(interaction, is_revision) AS interactions,
    groupUniqArrayIf((revision, occurred_at), name = 'evaluation.disputed') AS disputes,
    groupUniqArrayIf((revision, occurred_at, sequence, type_rank, event_id, source, outcome), name = 'evaluation.decided') AS decisions,
    argMaxIfState(
        (revision, submitted_at, contact_at, interaction, people,
            (form, form_version, kind, lane),
            (scores[1], scores[2], passed, auto_failed),
            applicable, failed, work_ms),
        (revision, occurred_at, sequence, type_rank, event_id, source), is_revision) AS newest_state
FROM
(
    SELECT
        e.tenant AS tenant, e.subject AS evaluation_id, toString(e.name) AS name, e.occurred_at AS occurred_at,
        e.sequence AS sequence, e.type_rank AS type_rank, e.event_id AS event_id, toString(e.source) AS source,
        e.name IN ('evaluation.submitted', 'evaluation.revised') AS is_revision,
        toUInt16(JSONExtractUInt(e.data, 'revision')) AS revision,
        JSONExtractString(e.data, 'outcome') AS outcome,
        parseDateTime64BestEffortOrZero(upper(JSONExtractString(e.data, 'submittedAt')), 3, 'UTC') AS submitted_at,
        parseDateTime64BestEffortOrZero(upper(JSONExtractString(e.data, 'contactAt')), 3, 'UTC') AS contact_at,
        JSONExtractString(e.data, 'interaction') AS interaction,
        [toString(e.agent), toString(e.queue), toString(e.channel), JSONExtractString(e.data, 'evaluator')] AS people,
        JSONExtractString(e.data, 'form') AS form,
        toUInt16(JSONExtractUInt(e.data, 'formVersion')) AS form_version,
        JSONExtractString(e.data, 'kind') AS kind,
        JSONExtractString(e.data, 'lane') AS lane,
        arrayMap(score -> toInt64(floor(score * 1000000 + 0.5)),
            [JSONExtract(e.data, 'rawScore', 'Nullable(Float64)'), JSONExtract(e.data, 'finalScore', 'Nullable(Float64)')]) AS scores,
        toUInt8(JSONExtract(e.data, 'passed', 'Nullable(Bool)')) AS passed,
        toUInt8(JSONExtractBool(e.data, 'autoFailed')) AS auto_failed,
        JSONExtract(e.data, 'criticalApplicable', 'Array(String)') AS applicable,
        JSONExtract(e.data, 'criticalFailed', 'Array(String)') AS failed,
        JSONExtract(e.data, 'workMs', 'Nullable(Int64)') AS work_ms
    FROM atalaya_local.events AS e
    WHERE e.name IN ('evaluation.submitted', 'evaluation.revised', 'evaluation.disputed', 'evaluation.decided', 'evaluation.retracted')
)
GROUP BY tenant, evaluation_id
COMMENT 'Feeds evaluation_states';

-- Evaluations that were submitted, by their highest revision. Of two decisions about one revision the latest counts; a class
-- with an error applied, whether or not that was said.
CREATE VIEW IF NOT EXISTS atalaya_local.evaluations ON CLUSTER 'wallboards'
(
    tenant              LowCardinality(String)         COMMENT 'Owner of the row',
    evaluation_id       String                         COMMENT 'Evaluation',
    interaction_id      String                         COMMENT 'Interaction that was judged',
    agent               String                         COMMENT 'Who handled it',
    queue               String                         COMMENT 'Queue it was handled in; empty when not said',
    channel             String                         COMMENT 'Its channel; empty when not said',
    contact_at          DateTime64(3, 'UTC')           COMMENT 'When the contact was handled to its end',
    submitted_at        DateTime64(3, 'UTC')           COMMENT 'When the first revision was submitted',
    evaluator           String                         COMMENT 'Who judged it',
    form                String                         COMMENT 'Form',
    form_version        UInt16                         COMMENT 'Version of the form',
    kind                String                         COMMENT 'standard, second, calibration or review',
    lane                String                         COMMENT 'random, targeted or manual',
    revision            UInt16                         COMMENT 'The highest, which counts',
    raw_millionths      Nullable(Int64)                COMMENT 'Score before critical errors, 1000000 is all of it; null when nothing was scored',
    final_millionths    Nullable(Int64)                COMMENT 'Score after critical errors; null when nothing was scored',
    passed              Nullable(UInt8)                COMMENT '1: the final score is enough; null when nothing was scored',
    auto_failed         UInt8                          COMMENT '1: a critical error made the final score lower than the raw one',
    critical_applicable Array(String)                  COMMENT 'Classes of critical questions that could be judged: customer, business, compliance',
    critical_failed     Array(String)                  COMMENT 'Those of them with an error',
    work_ms             Nullable(Int64)                COMMENT 'How long the evaluator had the form open; null when not said',
    disputed_at         Nullable(DateTime64(3, 'UTC')) COMMENT 'Earliest dispute; null when none',
    disputes            UInt32                         COMMENT 'How many of its revisions were disputed',
    decided             UInt32                         COMMENT 'How many of its revisions were decided about',
    decided_revised     UInt32                         COMMENT 'How many of those decisions changed it',
    decided_outcome     String                         COMMENT 'upheld or revised: the decision about the highest revision that was decided about; empty when none',
    is_retracted        UInt8                          COMMENT '1: it was taken back and counts nowhere'
)
AS SELECT
    tenant, evaluation_id,
    newest.4 AS interaction_id, newest.5[1] AS agent, newest.5[2] AS queue, newest.5[3] AS channel,
    newest.3 AS contact_at, newest.2 AS submitted_at, newest.5[4] AS evaluator,
    newest.6.1 AS form, newest.6.2 AS form_version, newest.6.3 AS kind, newest.6.4 AS lane, newest.1 AS revision,
    newest.7.1 AS raw_millionths, newest.7.2 AS final_millionths, newest.7.3 AS passed, newest.7.4 AS auto_failed,
    arraySort(arrayDistinct(arrayConcat(newest.8, newest.9))) AS critical_applicable,
    arraySort(arrayDistinct(newest.9)) AS critical_failed,
    newest.10 AS work_ms,
    if(empty(disputes_set), NULL, arrayMin(dispute -> dispute.2, disputes_set)) AS disputed_at,
    toUInt32(length(arrayDistinct(arrayMap(dispute -> dispute.1, disputes_set)))) AS disputes,
    toUInt32(length(last_decisions)) AS decided,
    toUInt32(arrayCount(decision -> decision.7 = 'revised', last_decisions)) AS decided_revised,
    if(empty(last_decisions), '', last_decisions[1].7) AS decided_outcome,
    is_retracted
FROM
(
    SELECT
        s.tenant AS tenant, s.evaluation_id AS evaluation_id, s.disputes AS disputes_set,
        finalizeAggregation(s.newest_state) AS newest,
        arrayReverseSort(s.decisions) AS ordered,
        arrayFilter((decision, place) -> place = 1 OR ordered[place - 1].1 != decision.1, ordered, arrayEnumerate(ordered)) AS last_decisions,
        s.retracted_at > toDateTime64(0, 3, 'UTC') AS is_retracted
    FROM atalaya_local.evaluation_states AS s FINAL
    WHERE s.last_at > toDateTime64(0, 3, 'UTC')
)
COMMENT 'Each evaluation that was submitted: what it comes to, and what became of it';

CREATE OR REPLACE TABLE atalaya.evaluations ON CLUSTER 'wallboards' AS atalaya_local.evaluations
ENGINE = Distributed('wallboards', 'atalaya_local', 'evaluations', cityHash64(tenant, evaluation_id))
COMMENT 'Rows of evaluations of all shards';

-- In which language customers and agents write, found out once, when the event becomes a row. Rows of former versions have
-- none, and nothing gives them one.
ALTER TABLE atalaya_local.events ON CLUSTER 'wallboards'
    ADD COLUMN IF NOT EXISTS text_language LowCardinality(String) COMMENT 'Language a customer or an agent wrote in, such as es, ca or pt; empty when not known' AFTER sentiment_words,
    MODIFY COMMENT 'Raw events, one row each once merged; read with FINAL';

CREATE OR REPLACE TABLE atalaya.events ON CLUSTER 'wallboards' AS atalaya_local.events
ENGINE = Distributed('wallboards', 'atalaya_local', 'events', cityHash64(tenant, subject))
COMMENT 'Rows of events of all shards';

-- What each interaction is about, and whether it is settled, merged from its events whatever their order and number. Words
-- are kept as hashes: topics and labels may hold anything, and only those that are settings are ever looked for. Filled by
-- topic_states_mv; read by the questions about complaints.
CREATE TABLE IF NOT EXISTS atalaya_local.topic_states ON CLUSTER 'wallboards'
(
    tenant          LowCardinality(String)                              COMMENT 'Owner of the row; first in every key',
    placement_hour  DateTime('UTC')                                     COMMENT 'Hour under which the interaction is stored; a place, never a fact',
    interaction_id  String                                              COMMENT 'Interaction',
    topic_state     AggregateFunction(argMax, UInt64, Tuple(DateTime64(3, 'UTC'), String, UInt8, String, String))
                                                                        COMMENT 'Hash of the topic, in small letters, of the latest created or wrapped that has one',
    labels_state    AggregateFunction(argMin, Array(UInt64), Tuple(DateTime64(3, 'UTC'), String, UInt8, String, String))
                                                                        COMMENT 'Hashes of the labels, key and value in small letters, of the earliest created that has some',
    verdict_state   AggregateFunction(argMax, Tuple(Int8, DateTime64(3, 'UTC')), Tuple(DateTime64(3, 'UTC'), String, UInt8, String, String))
                                                                        COMMENT 'resolved of the latest wrapped that has one, 1 or 0, and its instant; 1970-01-01 when none',
    reopened_at     SimpleAggregateFunction(max, DateTime64(3, 'UTC'))  COMMENT 'Latest reopened; 1970-01-01 when none'
)
ENGINE = ReplicatedAggregatingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
PARTITION BY toYYYYMM(placement_hour)
ORDER BY (tenant, placement_hour, interaction_id)
SETTINGS index_granularity = 512, replicated_deduplication_window = 10000
COMMENT 'Topics, labels and verdicts of each interaction as aggregate states';

CREATE OR REPLACE TABLE atalaya.topic_states ON CLUSTER 'wallboards' AS atalaya_local.topic_states
ENGINE = Distributed('wallboards', 'atalaya_local', 'topic_states', cityHash64(tenant, interaction_id))
COMMENT 'Rows of topic_states of all shards';

CREATE MATERIALIZED VIEW IF NOT EXISTS atalaya_local.topic_states_mv ON CLUSTER 'wallboards' TO atalaya_local.topic_states AS
SELECT
    e.tenant AS tenant,
    e.placement_hour AS placement_hour,
    e.subject AS interaction_id,
    argMaxIfState(sipHash64(lowerUTF8(trimBoth(e.topic))), (e.occurred_at, e.sequence, e.type_rank, e.event_id, toString(e.source)), e.topic != '') AS topic_state,
    argMinIfState(
        arrayMap(label -> sipHash64(lowerUTF8(label.1), lowerUTF8(trimBoth(label.2))), JSONExtractKeysAndValues(e.data, 'labels', 'String')),
        (e.occurred_at, e.sequence, e.type_rank, e.event_id, toString(e.source)),
        e.name = 'interaction.created' AND JSONLength(e.data, 'labels') > 0) AS labels_state,
    argMaxIfState((e.resolved, e.occurred_at), (e.occurred_at, e.sequence, e.type_rank, e.event_id, toString(e.source)), e.resolved >= 0) AS verdict_state,
    max(if(e.name = 'interaction.reopened', e.occurred_at, toDateTime64(0, 3, 'UTC'))) AS reopened_at
FROM atalaya_local.events AS e
WHERE e.name IN ('interaction.created', 'interaction.wrapped', 'interaction.reopened')
    AND (e.topic != '' OR e.resolved >= 0 OR e.name = 'interaction.reopened' OR JSONHas(e.data, 'labels'))
GROUP BY tenant, placement_hour, interaction_id
COMMENT 'Feeds topic_states';

-- Who wrote in which language in each interaction, as a set of distinct events. Filled by language_states_mv; read through
-- the view interaction_languages.
CREATE TABLE IF NOT EXISTS atalaya_local.language_states ON CLUSTER 'wallboards'
(
    tenant          LowCardinality(String)  COMMENT 'Owner of the row; first in every key',
    placement_hour  DateTime('UTC')         COMMENT 'Hour under which the interaction is stored; a place, never a fact',
    interaction_id  String                  COMMENT 'Interaction',
    texts           SimpleAggregateFunction(groupUniqArrayArray, Array(Tuple(DateTime64(3, 'UTC'), String, UInt8, String, String, UInt8, String)))
                                            COMMENT 'Instant, sequence, rank, id, source, 1 of an agent and 0 of the customer, language'
)
ENGINE = ReplicatedAggregatingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
PARTITION BY toYYYYMM(placement_hour)
ORDER BY (tenant, placement_hour, interaction_id)
SETTINGS index_granularity = 512, replicated_deduplication_window = 10000
COMMENT 'Languages of what customers and agents wrote in each interaction';

CREATE OR REPLACE TABLE atalaya.language_states ON CLUSTER 'wallboards' AS atalaya_local.language_states
ENGINE = Distributed('wallboards', 'atalaya_local', 'language_states', cityHash64(tenant, interaction_id))
COMMENT 'Rows of language_states of all shards';

CREATE MATERIALIZED VIEW IF NOT EXISTS atalaya_local.language_states_mv ON CLUSTER 'wallboards' TO atalaya_local.language_states AS
SELECT
    e.tenant AS tenant,
    e.placement_hour AS placement_hour,
    e.subject AS interaction_id,
    groupUniqArray((e.occurred_at, e.sequence, e.type_rank, e.event_id, toString(e.source), toUInt8(e.actor = 'agent'), toString(e.text_language))) AS texts
FROM atalaya_local.events AS e
WHERE e.name = 'interaction.message' AND e.actor IN ('customer', 'agent')
GROUP BY tenant, placement_hour, interaction_id
COMMENT 'Feeds language_states';

-- The language each side wrote in: that of most of its texts of a known language, and of several the one that came first.
CREATE VIEW IF NOT EXISTS atalaya_local.interaction_languages ON CLUSTER 'wallboards'
(
    tenant              LowCardinality(String)  COMMENT 'Owner of the row',
    placement_hour      DateTime('UTC')         COMMENT 'Hour under which the interaction is stored',
    interaction_id      String                  COMMENT 'Interaction',
    customer_texts      UInt64                  COMMENT 'Messages of the customer',
    agent_texts         UInt64                  COMMENT 'Messages of agents',
    customer_language   String                  COMMENT 'Language of the customer; empty when not known',
    agent_language      String                  COMMENT 'Language of the agents; empty when not known'
)
AS SELECT
    c.tenant AS tenant,
    c.placement_hour AS placement_hour,
    c.interaction_id AS interaction_id,
    c.customer_texts AS customer_texts,
    c.agent_texts AS agent_texts,
    c.of_customer[indexOf(c.customer_counts, arrayMax(c.customer_counts))] AS customer_language,
    c.of_agents[indexOf(c.agent_counts, arrayMax(c.agent_counts))] AS agent_language
FROM
(
    SELECT
        s.tenant AS tenant, s.placement_hour AS placement_hour, s.interaction_id AS interaction_id,
        toUInt64(arrayCount(text -> text.6 = 0, s.points)) AS customer_texts,
        toUInt64(arrayCount(text -> text.6 = 1, s.points)) AS agent_texts,
        arrayMap(text -> text.7, arrayFilter(text -> text.6 = 0 AND text.7 != '', s.points)) AS of_customer,
        arrayMap(text -> text.7, arrayFilter(text -> text.6 = 1 AND text.7 != '', s.points)) AS of_agents,
        arrayMap(language -> countEqual(of_customer, language), of_customer) AS customer_counts,
        arrayMap(language -> countEqual(of_agents, language), of_agents) AS agent_counts
    FROM
    (
        SELECT
            t.tenant AS tenant, t.placement_hour AS placement_hour, t.interaction_id AS interaction_id,
            arraySort(t.texts) AS ordered,
            arrayMap(text -> (text.1, text.2, text.3, text.4, text.5), ordered) AS keys,
            arrayPushBack(arrayPopFront(keys), (toDateTime64(0, 3, 'UTC'), '', toUInt8(0), '', '')) AS keys_after,
            -- Of an event that was stored twice, with and without its language, the last in the order of the set counts.
            arrayFilter((text, key, after) -> key != after, ordered, keys, keys_after) AS points
        FROM atalaya_local.language_states AS t FINAL
    ) AS s
) AS c
COMMENT 'Languages in which customers wrote and were answered';

CREATE OR REPLACE TABLE atalaya.interaction_languages ON CLUSTER 'wallboards' AS atalaya_local.interaction_languages
ENGINE = Distributed('wallboards', 'atalaya_local', 'interaction_languages', cityHash64(tenant, interaction_id))
COMMENT 'Rows of interaction_languages of all shards';

-- What counts as a complaint: the settings of the installation, written by web when they change. The highest generation
-- counts, once the terms of the same generation are there.
CREATE TABLE IF NOT EXISTS atalaya_local.complaint_rules ON CLUSTER 'wallboards'
(
    tenant              LowCardinality(String)          COMMENT 'Owner of the row; first in every key',
    generation          UInt64                          COMMENT 'Run that wrote it: its start in milliseconds and three random digits',
    rules               String                          COMMENT 'Fingerprint of the settings, the time zone and the years that are covered',
    complaint_topics    Array(String)                   COMMENT 'Topics of complaints, in small letters',
    undue_topics        Array(String)                   COMMENT 'Topics of undue charges, in small letters',
    region_label        String                          COMMENT 'Key of the label that names the region, in small letters',
    regions             Array(String)                   COMMENT 'Regions that have a calendar, in small letters',
    longest_days        UInt16                          COMMENT 'Days of the longest term, rounded up'
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', generation)
ORDER BY tenant
SETTINGS replicated_deduplication_window = 1000
COMMENT 'What counts as a complaint; read with FINAL';

CREATE OR REPLACE TABLE atalaya.complaint_rules ON CLUSTER 'wallboards' AS atalaya_local.complaint_rules
ENGINE = Distributed('wallboards', 'atalaya_local', 'complaint_rules', cityHash64(tenant))
COMMENT 'Rows of complaint_rules of all shards';

-- Until when a complaint of a day must be resolved, by the calendar of its region: worked out by web from the settings, one
-- generation in place of the former. For an ASOF JOIN on day_from.
CREATE TABLE IF NOT EXISTS atalaya_local.complaint_terms ON CLUSTER 'wallboards'
(
    tenant          LowCardinality(String)  COMMENT 'Owner of the row; first in every key',
    generation      UInt64                  COMMENT 'Run that worked it out; the one in complaint_rules counts',
    region          LowCardinality(String)  COMMENT 'Region, in small letters; empty: of contacts of no known region',
    day_from        DateTime64(3, 'UTC')    COMMENT 'Instant at which the day begins in the region',
    due_at          DateTime64(3, 'UTC')    COMMENT 'First instant that is too late for a complaint of the day',
    undue_due_at    DateTime64(3, 'UTC')    COMMENT 'The same of an undue charge',
    working_days    UInt32                  COMMENT 'Working days since the calendar begins, this day among them'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (tenant, generation, region, day_from)
SETTINGS replicated_deduplication_window = 1000
COMMENT 'Terms of complaints by day and region, present generation and former ones';

CREATE OR REPLACE TABLE atalaya.complaint_terms ON CLUSTER 'wallboards' AS atalaya_local.complaint_terms
ENGINE = Distributed('wallboards', 'atalaya_local', 'complaint_terms', cityHash64(tenant, region))
COMMENT 'Rows of complaint_terms of all shards';

-- Which days the events were about that arrived lately, so that sums of past months are made again only when they may have
-- become others. Filled by touched_days_mv.
CREATE TABLE IF NOT EXISTS atalaya_local.touched_days ON CLUSTER 'wallboards'
(
    tenant      LowCardinality(String)                             COMMENT 'Owner of the row; first in every key',
    family      LowCardinality(String)                             COMMENT 'First word of the names of the events, such as interaction; empty for an unknown type',
    placed_on   Date                                               COMMENT 'UTC day of the placement hour',
    happened_on Date                                               COMMENT 'UTC day of the events',
    touched_at  SimpleAggregateFunction(max, DateTime64(3, 'UTC')) COMMENT 'Clock of the database when events were last added'
)
ENGINE = ReplicatedAggregatingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (tenant, family, placed_on, happened_on)
SETTINGS replicated_deduplication_window = 10000
COMMENT 'Last arrival of events by the days they are about';

CREATE OR REPLACE TABLE atalaya.touched_days ON CLUSTER 'wallboards' AS atalaya_local.touched_days
ENGINE = Distributed('wallboards', 'atalaya_local', 'touched_days')
COMMENT 'Rows of touched_days of all shards';

CREATE MATERIALIZED VIEW IF NOT EXISTS atalaya_local.touched_days_mv ON CLUSTER 'wallboards' TO atalaya_local.touched_days AS
SELECT
    e.tenant AS tenant,
    splitByChar('.', toString(e.name))[1] AS family,
    toDate(e.placement_hour) AS placed_on,
    toDate(e.occurred_at) AS happened_on,
    max(now64(3, 'UTC')) AS touched_at
FROM atalaya_local.events AS e
GROUP BY tenant, family, placed_on, happened_on
COMMENT 'Feeds touched_days';
