CREATE SCHEMA IF NOT EXISTS "_freshet";

CREATE TABLE IF NOT EXISTS "_freshet"."_freshet_offsets" (
  pipeline VARCHAR, topic VARCHAR, part INTEGER, next_offset BIGINT NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE NOT NULL, PRIMARY KEY (pipeline, topic, part));

SELECT part, next_offset FROM "_freshet"."_freshet_offsets" WHERE pipeline = ? AND topic = ?;

INSERT INTO "_freshet"."_freshet_offsets" AS t (next_offset, pipeline, topic, part, updated_at) VALUES (?, ?, ?, ?, now())
ON CONFLICT (pipeline, topic, part) DO UPDATE SET next_offset = excluded.next_offset, updated_at = now()
WHERE t.next_offset = ?;

UPDATE "_freshet"."_freshet_offsets" SET next_offset = ?, updated_at = now()
WHERE pipeline = ? AND topic = ? AND part = ? AND next_offset = ?;

SELECT schema_name, table_name, column_name, data_type, is_nullable FROM duckdb_columns()
WHERE database_name = current_database() AND lower(schema_name) = lower(?) AND lower(table_name) = lower(?)
ORDER BY column_index;

CREATE SCHEMA IF NOT EXISTS "shop";

CREATE TABLE IF NOT EXISTS "shop"."order" (
  "tenant" SMALLINT NOT NULL,
  "Order ""Id""" BIGINT NOT NULL,
  "count" INTEGER,
  "paid" BOOLEAN,
  "total" DECIMAL(12,2),
  "wide" VARCHAR,
  "ratio" FLOAT,
  "factor" DOUBLE,
  "note" VARCHAR,
  "doc" JSON,
  "raw" BLOB,
  "day" DATE,
  "span" INTERVAL,
  "wall" TIMESTAMP,
  "moment" TIMESTAMP WITH TIME ZONE,
  _freshet_position VARCHAR,
  _freshet_committed_at TIMESTAMP WITH TIME ZONE,
  _freshet_applied_at TIMESTAMP WITH TIME ZONE);

CREATE SCHEMA IF NOT EXISTS "my ""shop""";

CREATE TABLE IF NOT EXISTS "my ""shop"""."Small" (
  "id" INTEGER NOT NULL,
  "since" INTERVAL NOT NULL,
  "name" VARCHAR,
  _freshet_position VARCHAR,
  _freshet_committed_at TIMESTAMP WITH TIME ZONE,
  _freshet_applied_at TIMESTAMP WITH TIME ZONE,
  _freshet_deleted BOOLEAN);

CREATE SCHEMA IF NOT EXISTS "my ""shop""";

CREATE TABLE IF NOT EXISTS "my ""shop"""."Small" (
  "id" INTEGER,
  "since" INTERVAL,
  "name" VARCHAR,
  _freshet_position VARCHAR,
  _freshet_committed_at TIMESTAMP WITH TIME ZONE,
  _freshet_applied_at TIMESTAMP WITH TIME ZONE,
  _freshet_operation VARCHAR);

ALTER TABLE "my ""shop"""."Small" ADD COLUMN IF NOT EXISTS "x""y" DECIMAL(5,1);

ALTER TABLE "my ""shop"""."Small" ADD COLUMN IF NOT EXISTS _freshet_deleted BOOLEAN;

CREATE OR REPLACE TEMP TABLE _freshet_staging (
  _freshet_portion SMALLINT,
  "tenant" SMALLINT,
  "Order ""Id""" BIGINT,
  "count" INTEGER,
  "paid" BOOLEAN,
  "total" DECIMAL(12,2),
  "wide" VARCHAR,
  "ratio" FLOAT,
  "factor" DOUBLE,
  "note" VARCHAR,
  "doc" VARCHAR,
  "raw" BLOB,
  "day" DATE,
  "span" BIGINT,
  "wall" TIMESTAMP,
  "moment" TIMESTAMP WITH TIME ZONE,
  _freshet_position VARCHAR,
  _freshet_committed_at TIMESTAMP WITH TIME ZONE);

CREATE OR REPLACE TEMP TABLE _freshet_staging (
  _freshet_portion SMALLINT,
  "id" INTEGER,
  "since" BIGINT,
  "name" VARCHAR,
  _freshet_position VARCHAR,
  _freshet_committed_at TIMESTAMP WITH TIME ZONE,
  _freshet_deleted BOOLEAN);

CREATE OR REPLACE TEMP TABLE _freshet_staging (
  _freshet_portion SMALLINT,
  "id" INTEGER,
  "since" BIGINT,
  "name" VARCHAR,
  _freshet_position VARCHAR,
  _freshet_committed_at TIMESTAMP WITH TIME ZONE,
  _freshet_operation VARCHAR);

CREATE OR REPLACE TEMP TABLE _freshet_matches AS
SELECT t.rowid AS old, s.rowid AS new, coalesce(t._freshet_position < s._freshet_position, true) AS newer
FROM "shop"."order" AS t JOIN temp.main._freshet_staging AS s ON t."Order ""Id""" = s."Order ""Id""" AND t."tenant" = s."tenant"
WHERE s._freshet_portion IN (0);

DELETE FROM "shop"."order" WHERE rowid IN (SELECT old FROM temp.main._freshet_matches WHERE newer);

INSERT INTO "shop"."order" ("tenant", "Order ""Id""", "count", "paid", "total", "wide", "ratio", "factor", "note", "doc", "raw", "day", "span", "wall", "moment", _freshet_position, _freshet_committed_at, _freshet_applied_at)
SELECT s."tenant", s."Order ""Id""", s."count", s."paid", s."total", s."wide", s."ratio", s."factor", s."note", s."doc"::JSON, s."raw", s."day", to_microseconds(s."span"), s."wall", s."moment", s._freshet_position, s._freshet_committed_at, now()
FROM temp.main._freshet_staging AS s WHERE s._freshet_portion = 0 AND NOT EXISTS (SELECT 1 FROM temp.main._freshet_matches AS m WHERE m.new = s.rowid AND NOT m.newer);

DROP TABLE temp.main._freshet_matches;

CREATE OR REPLACE TEMP TABLE _freshet_matches AS
SELECT t.rowid AS old, s.rowid AS new, coalesce(t._freshet_position < s._freshet_position, true) AS newer
FROM "my ""shop"""."Small" AS t JOIN temp.main._freshet_staging AS s ON t."id" = s."id" AND t."since" = to_microseconds(s."since")
WHERE s._freshet_portion IN (0, 2);

DELETE FROM "my ""shop"""."Small" WHERE rowid IN (SELECT old FROM temp.main._freshet_matches WHERE newer);

INSERT INTO "my ""shop"""."Small" ("id", "since", "name", _freshet_position, _freshet_committed_at, _freshet_applied_at)
SELECT s."id", to_microseconds(s."since"), s."name", s._freshet_position, s._freshet_committed_at, now()
FROM temp.main._freshet_staging AS s WHERE s._freshet_portion = 0 AND NOT EXISTS (SELECT 1 FROM temp.main._freshet_matches AS m WHERE m.new = s.rowid AND NOT m.newer);

MERGE INTO "my ""shop"""."Small" AS t
USING (SELECT * FROM temp.main._freshet_staging WHERE _freshet_portion = 1) AS s ON t."id" = s."id" AND t."since" = to_microseconds(s."since")
WHEN MATCHED AND coalesce(t._freshet_position < s._freshet_position, true) THEN UPDATE SET _freshet_position = s._freshet_position, _freshet_committed_at = s._freshet_committed_at, _freshet_applied_at = now()
WHEN NOT MATCHED THEN INSERT ("id", "since", _freshet_position, _freshet_committed_at, _freshet_applied_at) VALUES (s."id", to_microseconds(s."since"), s._freshet_position, s._freshet_committed_at, now());

DELETE FROM "my ""shop"""."Small" AS t USING (SELECT max(_freshet_position) AS position, max(_freshet_committed_at) AS committed_at
  FROM temp.main._freshet_staging WHERE _freshet_portion = 3) AS s
WHERE coalesce(t._freshet_position < s.position, true);

DROP TABLE temp.main._freshet_matches;

MERGE INTO "my ""shop"""."Small" AS t
USING (SELECT * FROM temp.main._freshet_staging WHERE _freshet_portion = 0) AS s ON t."id" = s."id" AND t."since" = to_microseconds(s."since")
WHEN MATCHED AND coalesce(t._freshet_position < s._freshet_position, true) THEN UPDATE SET "name" = s."name", _freshet_position = s._freshet_position, _freshet_committed_at = s._freshet_committed_at, _freshet_applied_at = now()
WHEN NOT MATCHED THEN INSERT ("id", "since", "name", _freshet_position, _freshet_committed_at, _freshet_applied_at) VALUES (s."id", to_microseconds(s."since"), s."name", s._freshet_position, s._freshet_committed_at, now());

CREATE OR REPLACE TEMP TABLE _freshet_matches AS
SELECT t.rowid AS old, s.rowid AS new, coalesce(t._freshet_position < s._freshet_position, true) AS newer
FROM "my ""shop"""."Small" AS t JOIN temp.main._freshet_staging AS s ON t."id" = s."id" AND t."since" = to_microseconds(s."since")
WHERE s._freshet_portion IN (0);

DELETE FROM "my ""shop"""."Small" WHERE rowid IN (SELECT old FROM temp.main._freshet_matches WHERE newer);

INSERT INTO "my ""shop"""."Small" ("id", "since", "name", _freshet_position, _freshet_committed_at, _freshet_applied_at, _freshet_deleted)
SELECT s."id", to_microseconds(s."since"), s."name", s._freshet_position, s._freshet_committed_at, now(), s._freshet_deleted
FROM temp.main._freshet_staging AS s WHERE s._freshet_portion = 0 AND NOT EXISTS (SELECT 1 FROM temp.main._freshet_matches AS m WHERE m.new = s.rowid AND NOT m.newer);

UPDATE "my ""shop"""."Small" AS t SET _freshet_deleted = true, _freshet_position = s.position,
  _freshet_committed_at = s.committed_at, _freshet_applied_at = now()
FROM (SELECT max(_freshet_position) AS position, max(_freshet_committed_at) AS committed_at
  FROM temp.main._freshet_staging WHERE _freshet_portion = 1) AS s
WHERE coalesce(t._freshet_position < s.position, true);

DROP TABLE temp.main._freshet_matches;

INSERT INTO "my ""shop"""."Small" ("id", "since", "name", _freshet_position, _freshet_committed_at, _freshet_applied_at, _freshet_operation)
SELECT s."id", to_microseconds(s."since"), s."name", s._freshet_position, s._freshet_committed_at, now(), s._freshet_operation
FROM temp.main._freshet_staging AS s WHERE s._freshet_portion = 0;

CREATE OR REPLACE TEMP TABLE _freshet_matches AS
SELECT t.rowid AS old, s.rowid AS new, coalesce(t._freshet_position < s._freshet_position, true) AS newer
FROM "my ""shop"""."Small" AS t JOIN temp.main._freshet_staging AS s ON t."id" = CAST(s."id" AS BIGINT) AND t."since" = CAST(to_microseconds(s."since") AS VARCHAR)
WHERE s._freshet_portion IN (0, 1);

DELETE FROM "my ""shop"""."Small" WHERE rowid IN (SELECT old FROM temp.main._freshet_matches WHERE newer);

INSERT INTO "my ""shop"""."Small" ("id", "since", "name", _freshet_position, _freshet_committed_at, _freshet_applied_at)
SELECT CAST(s."id" AS BIGINT), CAST(to_microseconds(s."since") AS VARCHAR), s."name", s._freshet_position, s._freshet_committed_at, now()
FROM temp.main._freshet_staging AS s WHERE s._freshet_portion = 0 AND NOT EXISTS (SELECT 1 FROM temp.main._freshet_matches AS m WHERE m.new = s.rowid AND NOT m.newer);

DROP TABLE temp.main._freshet_matches;

CREATE OR REPLACE TEMP TABLE _freshet_matches AS
SELECT t.rowid AS old, s.rowid AS new, coalesce(t._freshet_position < s._freshet_position, true) AS newer, coalesce(greatest(t._freshet_rows, 1), 1) + s._freshet_rows AS holders, coalesce(t._freshet_position < s._freshet_position, true) AND s._freshet_portion IN (1) AND coalesce(greatest(t._freshet_rows, 1), 1) + s._freshet_rows > 0 AS fewer
FROM "my ""shop"""."Small" AS t JOIN temp.main._freshet_staging AS s ON t."id" = s."id" AND t."since" = to_microseconds(s."since")
WHERE s._freshet_portion IN (0, 1);

UPDATE "my ""shop"""."Small" AS t SET _freshet_rows = m.holders FROM temp.main._freshet_matches AS m WHERE t.rowid = m.old AND m.fewer;

DELETE FROM "my ""shop"""."Small" WHERE rowid IN (SELECT old FROM temp.main._freshet_matches WHERE newer AND NOT fewer);

INSERT INTO "my ""shop"""."Small" ("id", "since", "name", _freshet_position, _freshet_committed_at, _freshet_applied_at, _freshet_rows)
SELECT s."id", to_microseconds(s."since"), s."name", s._freshet_position, s._freshet_committed_at, now(), coalesce((SELECT greatest(1, m.holders) FROM temp.main._freshet_matches AS m WHERE m.new = s.rowid), s._freshet_rows)
FROM temp.main._freshet_staging AS s WHERE s._freshet_portion = 0 AND NOT EXISTS (SELECT 1 FROM temp.main._freshet_matches AS m WHERE m.new = s.rowid AND NOT m.newer);

DROP TABLE temp.main._freshet_matches;

CREATE OR REPLACE TEMP TABLE _freshet_matches AS
SELECT t.rowid AS old, s.rowid AS new, coalesce(t._freshet_position < s._freshet_position, true) AS newer, coalesce(greatest(t._freshet_rows, 1), 1) + s._freshet_rows AS holders, coalesce(t._freshet_position < s._freshet_position, true) AND s._freshet_portion IN (1) AND coalesce(greatest(t._freshet_rows, 1), 1) + s._freshet_rows > 0 AS fewer
FROM "my ""shop"""."Small" AS t JOIN temp.main._freshet_staging AS s ON t."id" = s."id" AND t."since" = to_microseconds(s."since")
WHERE s._freshet_portion IN (1);

UPDATE "my ""shop"""."Small" AS t SET _freshet_rows = m.holders FROM temp.main._freshet_matches AS m WHERE t.rowid = m.old AND m.fewer;

DELETE FROM "my ""shop"""."Small" WHERE rowid IN (SELECT old FROM temp.main._freshet_matches WHERE newer AND NOT fewer);

MERGE INTO "my ""shop"""."Small" AS t
USING (SELECT * FROM temp.main._freshet_staging WHERE _freshet_portion = 0) AS s ON t."id" = s."id" AND t."since" = to_microseconds(s."since")
WHEN MATCHED AND coalesce(t._freshet_position < s._freshet_position, true) THEN UPDATE SET "name" = s."name", _freshet_position = s._freshet_position, _freshet_committed_at = s._freshet_committed_at, _freshet_applied_at = now(), _freshet_rows = greatest(1, coalesce(greatest(t._freshet_rows, 1), 1) + s._freshet_rows)
WHEN NOT MATCHED THEN INSERT ("id", "since", "name", _freshet_position, _freshet_committed_at, _freshet_applied_at, _freshet_rows) VALUES (s."id", to_microseconds(s."since"), s."name", s._freshet_position, s._freshet_committed_at, now(), s._freshet_rows);

DROP TABLE temp.main._freshet_matches;

DROP TABLE temp.main._freshet_staging;

ALTER TABLE "my ""shop"""."Small" ADD COLUMN IF NOT EXISTS "x""y" VARCHAR DEFAULT CAST('it''s new' AS VARCHAR);

ALTER TABLE "my ""shop"""."Small" ALTER COLUMN "x""y" DROP DEFAULT;

ALTER TABLE "my ""shop"""."Small" ADD COLUMN IF NOT EXISTS "raw" BLOB DEFAULT CAST('\x01\xff' AS BLOB);

ALTER TABLE "my ""shop"""."Small" ALTER COLUMN "raw" DROP DEFAULT;

ALTER TABLE "my ""shop"""."Small" ALTER COLUMN "n" SET DATA TYPE BIGINT USING CAST("n" AS BIGINT);

ALTER TABLE "my ""shop"""."Small" ADD COLUMN IF NOT EXISTS "n__new" BIGINT;

UPDATE "my ""shop"""."Small" SET "n__new" = CAST("n" AS BIGINT) WHERE "n__new" IS DISTINCT FROM CAST("n" AS BIGINT);

ALTER TABLE "my ""shop"""."Small" DROP COLUMN "n";

ALTER TABLE "my ""shop"""."Small" RENAME COLUMN "n__new" TO "n";

ALTER TABLE "my ""shop"""."Small" RENAME COLUMN "n" TO "n__old";

ALTER TABLE "my ""shop"""."Small" ADD COLUMN IF NOT EXISTS "n" BLOB;

ALTER TABLE "my ""shop"""."Small" RENAME COLUMN "a" TO "b";

ALTER TABLE "my ""shop"""."Small" DROP COLUMN IF EXISTS "a";

ALTER TABLE "my ""shop"""."Small" ALTER COLUMN "a" DROP NOT NULL;

ALTER TABLE "my ""shop"""."Small" ALTER COLUMN "since" DROP NOT NULL;

ALTER TABLE "my ""shop"""."Small" ALTER COLUMN "name" SET NOT NULL;

ALTER TABLE "my ""shop"""."Small" RENAME TO "Other";

DROP TABLE IF EXISTS "my ""shop"""."Small";

DROP TABLE IF EXISTS "my ""shop"""."beside";

CREATE TABLE "my ""shop"""."beside" AS SELECT * FROM "my ""shop"""."Small" LIMIT 0;

ALTER TABLE "my ""shop"""."beside" ALTER COLUMN "id" SET NOT NULL;

ALTER TABLE "my ""shop"""."beside" ALTER COLUMN "since" SET NOT NULL;

DROP TABLE IF EXISTS "my ""shop"""."Small";

ALTER TABLE "my ""shop"""."beside" RENAME TO "Small";

DROP TABLE IF EXISTS "my ""shop"""."beside";
