SET TimeZone = 'UTC';

SET client_min_messages = warning;

SET lock_timeout = '10s';

SET statement_timeout = '120s';

SET idle_in_transaction_session_timeout = '60s';

SET jit = off;

SELECT has_database_privilege(current_database(), 'CREATE') AS may_create,
  pg_is_in_recovery() OR current_setting('default_transaction_read_only')::boolean AS read_only;

CREATE SCHEMA IF NOT EXISTS "my ""shop""";

CREATE TABLE IF NOT EXISTS "_freshet"."_freshet_offsets" (
  pipeline text, topic text, part integer, next_offset bigint NOT NULL,
  updated_at timestamp with time zone NOT NULL, PRIMARY KEY (pipeline, topic, part));

SELECT part, next_offset FROM "_freshet"."_freshet_offsets" WHERE pipeline = ? AND topic = ?;

INSERT INTO "_freshet"."_freshet_offsets" AS t (next_offset, pipeline, topic, part, updated_at) VALUES (?, ?, ?, ?, now())
ON CONFLICT (pipeline, topic, part) DO UPDATE SET next_offset = excluded.next_offset, updated_at = now()
WHERE t.next_offset = ?;

UPDATE "_freshet"."_freshet_offsets" SET next_offset = ?, updated_at = now()
WHERE pipeline = ? AND topic = ? AND part = ? AND next_offset = ?;

SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS not_null,
  EXISTS (SELECT 1 FROM pg_catalog.pg_index i
    WHERE i.indrelid = c.oid AND i.indisprimary AND a.attnum = ANY (i.indkey)) AS is_key,
  coalesce((SELECT k.conname FROM pg_catalog.pg_constraint k
    WHERE k.conrelid = c.oid AND k.contype = 'p'), '') AS key_name
FROM pg_catalog.pg_attribute a
JOIN pg_catalog.pg_class c ON c.oid = a.attrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum;

CREATE TABLE IF NOT EXISTS "shop"."order" (
  "tenant" smallint NOT NULL,
  "Order ""Id""" bigint NOT NULL,
  "count" integer,
  "paid" boolean,
  "total" numeric,
  "wide" numeric,
  "ratio" real,
  "factor" double precision,
  "note" text,
  "doc" jsonb,
  "raw" bytea,
  "day" date,
  "span" interval,
  "wall" timestamp without time zone,
  "moment" timestamp with time zone,
  _freshet_position text COLLATE "C",
  _freshet_committed_at timestamp with time zone,
  _freshet_applied_at timestamp with time zone,
  PRIMARY KEY ("Order ""Id""", "tenant"));

CREATE TABLE IF NOT EXISTS "my ""shop"""."Small" (
  "id" integer NOT NULL,
  "since" interval NOT NULL,
  "name" text,
  _freshet_position text COLLATE "C",
  _freshet_committed_at timestamp with time zone,
  _freshet_applied_at timestamp with time zone,
  _freshet_deleted boolean,
  PRIMARY KEY ("id", "since"));

CREATE TABLE IF NOT EXISTS "my ""shop"""."Small" (
  "id" integer,
  "since" interval,
  "name" text,
  _freshet_position text COLLATE "C",
  _freshet_committed_at timestamp with time zone,
  _freshet_applied_at timestamp with time zone,
  _freshet_operation text);

ALTER TABLE "my ""shop"""."Small" ADD COLUMN IF NOT EXISTS "x""y" numeric;

ALTER TABLE "my ""shop"""."Small" ADD COLUMN IF NOT EXISTS _freshet_deleted boolean;

CREATE TEMPORARY TABLE _freshet_staging_1 (
  _freshet_portion smallint,
  "tenant" smallint,
  "Order ""Id""" bigint,
  "count" integer,
  "paid" boolean,
  "total" numeric,
  "wide" numeric,
  "ratio" real,
  "factor" double precision,
  "note" text,
  "doc" jsonb,
  "raw" bytea,
  "day" date,
  "span" interval,
  "wall" timestamp without time zone,
  "moment" timestamp with time zone,
  _freshet_position text COLLATE "C",
  _freshet_committed_at timestamp with time zone) ON COMMIT DELETE ROWS;

CREATE TEMPORARY TABLE _freshet_staging_1 (
  _freshet_portion smallint,
  "id" integer,
  "since" interval,
  "name" text,
  _freshet_position text COLLATE "C",
  _freshet_committed_at timestamp with time zone,
  _freshet_deleted boolean) ON COMMIT DELETE ROWS;

CREATE TEMPORARY TABLE _freshet_staging_1 (
  _freshet_portion smallint,
  "id" integer,
  "since" interval,
  "name" text,
  _freshet_position text COLLATE "C",
  _freshet_committed_at timestamp with time zone,
  _freshet_operation text) ON COMMIT DELETE ROWS;

COPY pg_temp._freshet_staging_1 FROM STDIN WITH (FORMAT binary);

INSERT INTO "shop"."order" AS t ("tenant", "Order ""Id""", "total", "doc", "span", _freshet_position, _freshet_committed_at, _freshet_applied_at)
SELECT s."tenant", s."Order ""Id""", s."total", s."doc", s."span", s._freshet_position, s._freshet_committed_at, statement_timestamp()
FROM pg_temp._freshet_staging_1 AS s WHERE s._freshet_portion = ?
ON CONFLICT ("Order ""Id""", "tenant") DO UPDATE SET "total" = excluded."total", "doc" = excluded."doc", "span" = excluded."span", _freshet_position = excluded._freshet_position, _freshet_committed_at = excluded._freshet_committed_at, _freshet_applied_at = excluded._freshet_applied_at
WHERE coalesce(t._freshet_position < excluded._freshet_position, true);

DELETE FROM "shop"."order" AS t USING pg_temp._freshet_staging_1 AS s
WHERE s._freshet_portion = ? AND t."Order ""Id""" = s."Order ""Id""" AND t."tenant" = s."tenant" AND coalesce(t._freshet_position < s._freshet_position, true);

DELETE FROM "my ""shop"""."Small" AS t USING (SELECT max(_freshet_position) AS position, max(_freshet_committed_at) AS committed_at
  FROM pg_temp._freshet_staging_1 WHERE _freshet_portion = ?) AS s
WHERE coalesce(t._freshet_position < s.position, true);

INSERT INTO "my ""shop"""."Small" AS t ("id", "since", "name", _freshet_position, _freshet_committed_at, _freshet_applied_at, _freshet_deleted)
SELECT s."id", s."since", s."name", s._freshet_position, s._freshet_committed_at, statement_timestamp(), s._freshet_deleted
FROM pg_temp._freshet_staging_1 AS s WHERE s._freshet_portion = ?
ON CONFLICT ("id", "since") DO UPDATE SET "name" = excluded."name", _freshet_position = excluded._freshet_position, _freshet_committed_at = excluded._freshet_committed_at, _freshet_applied_at = excluded._freshet_applied_at, _freshet_deleted = excluded._freshet_deleted
WHERE coalesce(t._freshet_position < excluded._freshet_position, true);

UPDATE "my ""shop"""."Small" AS t SET _freshet_deleted = true, _freshet_position = s.position,
  _freshet_committed_at = s.committed_at, _freshet_applied_at = statement_timestamp()
FROM (SELECT max(_freshet_position) AS position, max(_freshet_committed_at) AS committed_at
  FROM pg_temp._freshet_staging_1 WHERE _freshet_portion = ?) AS s
WHERE coalesce(t._freshet_position < s.position, true);

INSERT INTO "my ""shop"""."Small" AS t ("id", "since", "name", _freshet_position, _freshet_committed_at, _freshet_applied_at, _freshet_operation)
SELECT s."id", s."since", s."name", s._freshet_position, s._freshet_committed_at, statement_timestamp(), s._freshet_operation
FROM pg_temp._freshet_staging_1 AS s WHERE s._freshet_portion = ?;

INSERT INTO "my ""shop"""."Small" AS t ("id", "since", "name", _freshet_position, _freshet_committed_at, _freshet_applied_at)
SELECT CAST(s."id" AS bigint), CAST(s."since" AS text), s."name", s._freshet_position, s._freshet_committed_at, statement_timestamp()
FROM pg_temp._freshet_staging_1 AS s WHERE s._freshet_portion = ?
ON CONFLICT ("id", "since") DO UPDATE SET "name" = excluded."name", _freshet_position = excluded._freshet_position, _freshet_committed_at = excluded._freshet_committed_at, _freshet_applied_at = excluded._freshet_applied_at
WHERE coalesce(t._freshet_position < excluded._freshet_position, true);

DELETE FROM "my ""shop"""."Small" AS t USING pg_temp._freshet_staging_1 AS s
WHERE s._freshet_portion = ? AND t."id" = CAST(s."id" AS bigint) AND t."since" = CAST(s."since" AS text) AND coalesce(t._freshet_position < s._freshet_position, true);

CREATE TABLE IF NOT EXISTS "my ""shop"""."Small" (
  "id" integer NOT NULL,
  "since" interval NOT NULL,
  "name" text,
  _freshet_position text COLLATE "C",
  _freshet_committed_at timestamp with time zone,
  _freshet_applied_at timestamp with time zone,
  _freshet_rows integer,
  PRIMARY KEY ("id", "since"));

CREATE TEMPORARY TABLE _freshet_staging_1 (
  _freshet_portion smallint,
  "id" integer,
  "since" interval,
  "name" text,
  _freshet_position text COLLATE "C",
  _freshet_committed_at timestamp with time zone,
  _freshet_rows integer) ON COMMIT DELETE ROWS;

INSERT INTO "my ""shop"""."Small" AS t ("id", "since", "name", _freshet_position, _freshet_committed_at, _freshet_applied_at, _freshet_rows)
SELECT s."id", s."since", s."name", s._freshet_position, s._freshet_committed_at, statement_timestamp(), s._freshet_rows
FROM pg_temp._freshet_staging_1 AS s WHERE s._freshet_portion = ?
ON CONFLICT ("id", "since") DO UPDATE SET "name" = excluded."name", _freshet_position = excluded._freshet_position, _freshet_committed_at = excluded._freshet_committed_at, _freshet_applied_at = excluded._freshet_applied_at, _freshet_rows = greatest(1, coalesce(greatest(t._freshet_rows, 1), 1) + excluded._freshet_rows)
WHERE coalesce(t._freshet_position < excluded._freshet_position, true);

WITH s AS (SELECT * FROM pg_temp._freshet_staging_1 WHERE _freshet_portion = ?),
  fewer AS (UPDATE "my ""shop"""."Small" AS t SET _freshet_rows = coalesce(greatest(t._freshet_rows, 1), 1) + s._freshet_rows FROM s WHERE t."id" = s."id" AND t."since" = s."since" AND coalesce(t._freshet_position < s._freshet_position, true) AND coalesce(greatest(t._freshet_rows, 1), 1) + s._freshet_rows > 0)
DELETE FROM "my ""shop"""."Small" AS t USING s WHERE t."id" = s."id" AND t."since" = s."since" AND coalesce(t._freshet_position < s._freshet_position, true) AND coalesce(greatest(t._freshet_rows, 1), 1) + s._freshet_rows <= 0;

DROP TABLE pg_temp._freshet_staging_1;

SELECT k.conname FROM pg_catalog.pg_constraint k
JOIN pg_catalog.pg_class c ON c.oid = k.conrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = ? AND c.relname = ? AND k.contype = 'p';

ALTER TABLE "my ""shop"""."Small" ADD COLUMN IF NOT EXISTS "x""y" text DEFAULT CAST('it''s new' AS text);

ALTER TABLE "my ""shop"""."Small" ALTER COLUMN "x""y" DROP DEFAULT;

ALTER TABLE "my ""shop"""."Small" ADD COLUMN IF NOT EXISTS "raw" bytea DEFAULT CAST('\x01ff' AS bytea);

ALTER TABLE "my ""shop"""."Small" ALTER COLUMN "raw" DROP DEFAULT;

ALTER TABLE "my ""shop"""."Small" ALTER COLUMN "n" TYPE bigint USING CAST("n" AS bigint);

ALTER TABLE "my ""shop"""."Small" ADD COLUMN IF NOT EXISTS "n__new" bigint;

UPDATE "my ""shop"""."Small" SET "n__new" = CAST("n"::integer AS bigint) WHERE "n__new"::text IS DISTINCT FROM (CAST("n"::integer AS bigint))::text;

ALTER TABLE "my ""shop"""."Small" DROP COLUMN "n";

ALTER TABLE "my ""shop"""."Small" RENAME COLUMN "n__new" TO "n";

ALTER TABLE "my ""shop"""."Small" RENAME COLUMN "n" TO "n__old";

ALTER TABLE "my ""shop"""."Small" ADD COLUMN IF NOT EXISTS "n" bytea;

ALTER TABLE "my ""shop"""."Small" RENAME COLUMN "a" TO "b";

ALTER TABLE "my ""shop"""."Small" DROP COLUMN IF EXISTS "a";

ALTER TABLE "my ""shop"""."Small" ALTER COLUMN "a" DROP NOT NULL;

ALTER TABLE "my ""shop"""."Small" DROP CONSTRAINT "Small_pkey";

ALTER TABLE "my ""shop"""."Small" ALTER COLUMN "since" DROP NOT NULL;

ALTER TABLE "my ""shop"""."Small" ADD PRIMARY KEY ("id", "name");

ALTER TABLE "my ""shop"""."Small" RENAME TO "Other";

DROP TABLE IF EXISTS "my ""shop"""."Small";

DROP TABLE IF EXISTS "my ""shop"""."beside";

CREATE TABLE "my ""shop"""."beside" (LIKE "my ""shop"""."Small" INCLUDING ALL);

DROP TABLE IF EXISTS "my ""shop"""."Small";

ALTER TABLE "my ""shop"""."beside" RENAME TO "Small";

DROP TABLE IF EXISTS "my ""shop"""."beside";
