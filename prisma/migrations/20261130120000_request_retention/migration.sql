-- Months after which a request for access that is over is erased, with whom it named.
ALTER TABLE organisation ADD COLUMN request_months integer NOT NULL DEFAULT 36;
-- The night erases requests that are over, and copies of extracts; nothing by day may.
GRANT SELECT, DELETE ON access_request, extract TO pomona_copy;
GRANT SELECT, DELETE ON report, report_blob TO pomona_copy;
GRANT UPDATE (report_id) ON extract TO pomona_copy;
