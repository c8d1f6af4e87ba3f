-- Rolls of before lack these columns; rules_fingerprint makes them count no longer, except for hours that are closed, which
-- have nothing to be made of again and say 0 here.
ALTER TABLE metric_rolls
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
    MODIFY COMMENT 'Roll-ups of placement hours, current and superseded'
