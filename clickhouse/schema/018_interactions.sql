CREATE VIEW IF NOT EXISTS interactions
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
FROM interaction_states AS s FINAL
COMMENT 'Facts of each interaction'
