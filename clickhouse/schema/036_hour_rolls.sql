CREATE OR REPLACE VIEW hour_rolls
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
FROM (SELECT * FROM touched_hours FINAL) AS t
LEFT JOIN (SELECT * FROM rolled_hours FINAL) AS r ON r.tenant = t.tenant AND r.placement_hour = t.placement_hour
LEFT JOIN rules_fingerprint AS f ON f.tenant = t.tenant
LEFT JOIN (SELECT * FROM closed_hours FINAL) AS c ON c.tenant = t.tenant AND c.placement_hour = t.placement_hour
COMMENT 'Which placement hours can be read from their roll'
