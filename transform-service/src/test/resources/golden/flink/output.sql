CREATE TEMPORARY VIEW `freshet_result` AS
SELECT 1
CREATE TEMPORARY TABLE `freshet_output` (
  `c0` BIGINT,
  `c1` INT,
  `c2` DECIMAL(38, 2),
  `c3` STRING,
  `c4` STRING,
  `c5` DATE,
  `c6` STRING,
  `c7` STRING,
  `c8` STRING,
  `c9` BYTES,
  `c10` FLOAT,
  `c11` BOOLEAN,
  `c12` STRING
) WITH (
  'connector' = 'kafka',
  'topic' = 'freshet.flink.x.v1',
  'properties.bootstrap.servers' = 'kafka:9092',
  'properties.transaction.timeout.ms' = '600000',
  'properties.compression.type' = 'lz4',
  'key.format' = 'avro-confluent',
  'key.avro-confluent.url' = 'http://registry:8080/apis/ccompat/v7',
  'key.fields' = 'c3;c0',
  'value.format' = 'debezium-avro-confluent',
  'value.debezium-avro-confluent.url' = 'http://registry:8080/apis/ccompat/v7',
  'sink.delivery-guarantee' = 'exactly-once',
  'sink.transactional-id-prefix' = 'freshet.flink.x.v1',
  'sink.transaction-naming-strategy' = 'POOLING'
)
INSERT INTO `freshet_output` SELECT
  CAST(`column 0` AS BIGINT),
  CAST(`column 1` AS INT),
  CAST(`column 2` AS DECIMAL(38, 2)),
  CAST(`column 3` AS STRING),
  CAST(`column 4` AS STRING),
  CAST(`column 5` AS DATE),
  CAST(`column 6` AS STRING),
  CAST(CAST(`column 7` AS TIMESTAMP(6)) AS STRING),
  CAST(CAST(`column 8` AS TIMESTAMP_LTZ(6)) AS STRING),
  CAST(`column 9` AS BYTES),
  CAST(`column 10` AS FLOAT),
  CAST(`column 11` AS BOOLEAN),
  JSON_STRING(`column 12`)
FROM `freshet_result`
CREATE TEMPORARY TABLE `freshet_output_keyed` (
  `c0` BIGINT,
  `c1` INT,
  `c2` DECIMAL(38, 2),
  `c3` STRING,
  `c4` STRING,
  `c5` DATE,
  `c6` STRING,
  `c7` STRING,
  `c8` STRING,
  `c9` BYTES,
  `c10` FLOAT,
  `c11` BOOLEAN,
  `c12` STRING,
  PRIMARY KEY (c3, c0) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka',
  'topic' = 'none',
  'properties.bootstrap.servers' = 'kafka:9092',
  'key.format' = 'avro-confluent',
  'key.avro-confluent.url' = 'http://registry:8080/apis/ccompat/v7',
  'value.format' = 'avro-confluent',
  'value.avro-confluent.url' = 'http://registry:8080/apis/ccompat/v7'
)
EXPLAIN INSERT INTO `freshet_output_keyed` SELECT
  CAST(`column 0` AS BIGINT),
  CAST(`column 1` AS INT),
  CAST(`column 2` AS DECIMAL(38, 2)),
  CAST(`column 3` AS STRING),
  CAST(`column 4` AS STRING),
  CAST(`column 5` AS DATE),
  CAST(`column 6` AS STRING),
  CAST(CAST(`column 7` AS TIMESTAMP(6)) AS STRING),
  CAST(CAST(`column 8` AS TIMESTAMP_LTZ(6)) AS STRING),
  CAST(`column 9` AS BYTES),
  CAST(`column 10` AS FLOAT),
  CAST(`column 11` AS BOOLEAN),
  JSON_STRING(`column 12`)
FROM `freshet_result`
