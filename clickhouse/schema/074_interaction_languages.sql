-- The language each side wrote in: that of most of its texts of a known language, and of several the one that came first.
CREATE VIEW IF NOT EXISTS interaction_languages
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
        FROM language_states AS t FINAL
    ) AS s
) AS c
COMMENT 'Languages in which customers wrote and were answered'
