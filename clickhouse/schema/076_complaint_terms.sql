-- Until when a complaint of a day must be resolved, by the calendar of its region: worked out by web from the settings, one
-- generation in place of the former. For an ASOF JOIN on day_from.
CREATE TABLE IF NOT EXISTS complaint_terms
(
    tenant          LowCardinality(String)  COMMENT 'Owner of the row; first in every key',
    generation      UInt64                  COMMENT 'Run that worked it out; the one in complaint_rules counts',
    region          LowCardinality(String)  COMMENT 'Region, in small letters; empty: of contacts of no known region',
    day_from        DateTime64(3, 'UTC')    COMMENT 'Instant at which the day begins in the region',
    due_at          DateTime64(3, 'UTC')    COMMENT 'First instant that is too late for a complaint of the day',
    undue_due_at    DateTime64(3, 'UTC')    COMMENT 'The same of an undue charge',
    working_days    UInt32                  COMMENT 'Working days since the calendar begins, this day among them'
)
ENGINE = MergeTree
ORDER BY (tenant, generation, region, day_from)
SETTINGS non_replicated_deduplication_window = 1000
COMMENT 'Terms of complaints by day and region, present generation and former ones'
