CREATE VIEW IF NOT EXISTS skewed_counts
(
    tenant  LowCardinality(String)  COMMENT 'Owner of the segments',
    skewed  UInt64                  COMMENT 'Segments of all time with a negative difference between instants'
)
AS SELECT m.tenant AS tenant, sum(m.skewed) AS skewed
FROM metric_intervals AS m
GROUP BY tenant
COMMENT 'How many segments had clocks that disagree'
