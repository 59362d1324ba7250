// SPDX-License-Identifier: Apache-2.0
package coral.guardrails.internal;

import static org.assertj.core.api.Assertions.assertThat;

import coral.api.query.GuardDecision;
import coral.api.query.QueryGuard.Options;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A table of statements that must not run, each with the words by which it is refused. */
class HostileSqlTest {

  @ParameterizedTest
  @MethodSource({
    "writes",
    "statements",
    "files",
    "otherReaders",
    "settings",
    "textAsSql",
    "hiddenCalls",
    "otherTables",
    "tooMuch",
    "parserCrashers",
    "malformed"
  })
  void refuses(String sql, String because) throws Exception {
    GuardDecision decision = Guard.GUARD.check(sql, Options.DEFAULT);

    assertThat(decision)
        .isInstanceOfSatisfying(
            GuardDecision.Refused.class, refused -> assertThat(refused.reason()).contains(because));
  }

  static Stream<Arguments> writes() {
    return Stream.of(
        line("DELETE FROM otel_spans_local", "read-only"),
        line("INSERT INTO otel_spans_local VALUES (1)", "read-only"),
        line("UPDATE otel_spans_local SET duration_ns = 0", "read-only"),
        line("CREATE TABLE x (a INTEGER)", "read-only"),
        line("CREATE OR REPLACE VIEW otel_spans_local AS SELECT 1", "read-only"),
        line("CREATE TEMP MACRO now() AS 1", "read-only"),
        line("DROP VIEW otel_spans_local", "read-only"),
        line("ALTER VIEW otel_spans_local RENAME TO x", "read-only"),
        line("TRUNCATE otel_spans_local", "read-only"),
        line("MERGE INTO otel_spans_local USING u ON true WHEN MATCHED THEN DELETE", "read-only"),
        line("WITH d AS (DELETE FROM t RETURNING *) SELECT * FROM d", "DELETE is not allowed"),
        line(
            "WITH d AS (INSERT INTO t VALUES (1) RETURNING *) SELECT * FROM d",
            "INSERT is not allowed"),
        line("WITH d AS (UPDATE t SET a = 1 RETURNING *) SELECT * FROM d", "UPDATE is not allowed"),
        line("EXPLAIN DELETE FROM otel_spans_local", "read-only"),
        line("EXPLAIN ANALYZE DELETE FROM otel_spans_local", "read-only"),
        line("BEGIN TRANSACTION", "read-only"),
        line("COMMIT", "read-only"),
        line("SELECT 1; DELETE FROM otel_spans_local", "read-only"),
        line("SELECT 1; SELECT 2", "2 statements"),
        line("/* hidden */ SELECT 1; -- rest\nSELECT 2", "2 statements"));
  }

  static Stream<Arguments> files() {
    return Stream.of(
        line("SELECT * FROM 'data.csv'", "no table data.csv"),
        line("SELECT * FROM '/etc/passwd'", "no table /etc/passwd"),
        line("SELECT * FROM read_csv('/etc/passwd')", "table function read_csv"),
        line("SELECT * FROM read_text('/etc/passwd')", "table function read_text"),
        line("SELECT * FROM read_blob('/etc/passwd')", "table function read_blob"),
        line("SELECT * FROM read_parquet('x')", "table function read_parquet"),
        line("SELECT * FROM read_json_auto('x')", "table function read_json_auto"),
        line("SELECT * FROM read_duckdb('x')", "table function read_duckdb"),
        line("SELECT * FROM glob('/*')", "table function glob"),
        line("SELECT * FROM sniff_csv('x')", "table function sniff_csv"),
        line("SELECT * FROM parquet_metadata('x')", "table function parquet_metadata"),
        line("COPY (SELECT 1) TO '/tmp/x'", "read-only"),
        line("EXPORT DATABASE '/tmp/x'", "read-only"),
        line("ATTACH '/etc/passwd' AS p", "read-only"),
        line("DETACH memory", "read-only"),
        line("SELECT getenv('HOME')", "function getenv"),
        line("LOAD httpfs", "read-only"),
        line("INSTALL httpfs", "read-only"));
  }

  static Stream<Arguments> settings() {
    return Stream.of(
        line("SET memory_limit = '100GB'", "read-only"),
        line("RESET memory_limit", "read-only"),
        line("PRAGMA database_list", "read-only"),
        line("CHECKPOINT", "read-only"),
        line("CALL duckdb_settings()", "read-only"),
        line("SELECT * FROM duckdb_settings()", "table function duckdb_settings"),
        line("SELECT * FROM duckdb_secrets()", "table function duckdb_secrets"),
        line("SELECT * FROM duckdb_logs()", "table function duckdb_logs"),
        line("SELECT * FROM pragma_table_info('x')", "table function pragma_table_info"),
        line("SELECT current_setting('memory_limit')", "function current_setting"),
        line("SELECT getvariable('x')", "function getvariable"),
        line("SET VARIABLE x = 1", "read-only"),
        line("SELECT nextval('s')", "function nextval"),
        line("SELECT setseed(0.5)", "function setseed"),
        line("SELECT sleep_ms(100000)", "function sleep_ms"),
        line("SELECT pg_sleep(100)", "function pg_sleep"),
        line("SELECT write_log('x')", "function write_log"),
        line("SHOW TABLES", "SHOW is not allowed"),
        line("SHOW DATABASES", "SHOW is not allowed"));
  }

  static Stream<Arguments> textAsSql() {
    return Stream.of(
        line("SELECT * FROM query('SELECT 1')", "table function query"),
        line("SELECT * FROM query_table('otel_spans_local')", "table function query_table"),
        line(
            "SELECT * FROM json_execute_serialized_sql('{}')",
            "table function json_execute_serialized_sql"),
        line("SELECT json_serialize_sql('SELECT 1')", "function json_serialize_sql"),
        line("SELECT json_deserialize_sql('{}')", "function json_deserialize_sql"),
        line("SELECT json_serialize_plan('SELECT 1')", "function json_serialize_plan"),
        line("PREPARE p AS SELECT 1", "read-only"),
        line("EXECUTE p", "read-only"));
  }

  static Stream<Arguments> otherTables() {
    return Stream.of(
        line("SELECT * FROM duckdb_tables", "no table duckdb_tables"),
        line("SELECT * FROM sqlite_master", "no table sqlite_master"),
        line("SELECT * FROM information_schema.tables", "no table information_schema.tables"),
        line("SELECT * FROM pg_catalog.pg_class", "no table pg_catalog.pg_class"),
        line("SELECT * FROM segment_0.main.otel_spans_local", "no table segment_0.main"),
        line("SELECT * FROM memory.main.otel_spans_local", "no table memory.main"),
        line("SELECT * FROM segment_0.otel_spans_local", "no table segment_0"),
        line("DESCRIBE segment_0.main.otel_spans_local", "no table segment_0"),
        line("SUMMARIZE duckdb_views", "no table duckdb_views"),
        line("SELECT (SELECT count(*) FROM secrets)", "no table secrets"),
        line("SELECT 1 WHERE EXISTS (SELECT 1 FROM secrets)", "no table secrets"),
        line("WITH c AS (SELECT * FROM secrets) SELECT * FROM c", "no table secrets"),
        line("SELECT * FROM (WITH c AS (SELECT 1) SELECT * FROM c) JOIN c ON true", "no table c"),
        line("SELECT * FROM otel_spans_local ORDER BY (SELECT max(x) FROM secrets)", "no table"),
        line("SELECT * FROM otel_spans_local LIMIT (SELECT max(x) FROM secrets)", "no table"),
        line("SELECT sum(x) FILTER (WHERE x IN (FROM secrets)) FROM range(3) r(x)", "no table"),
        line("SELECT list_transform([1], lambda x: (SELECT a FROM secrets))", "no table secrets"),
        line("SELECT * FROM range((SELECT count(*) FROM secrets))", "no table secrets"),
        line("SELECT * FROM otel_spans_local AT (VERSION => 1)", "no table"),
        line("FROM otel_spans_local SELECT (FROM duckdb_settings())", "duckdb_settings"));
  }

  static Stream<Arguments> tooMuch() {
    return Stream.of(
        line("SELECT '" + "x".repeat(33_000) + "'", "32,768 bytes"),
        line("SELECT " + "(".repeat(200) + "1" + ")".repeat(200), "100 levels"),
        line("SELECT '" + "(".repeat(200) + "'", "100 levels"),
        line("SELECT 1" + "+1".repeat(2_000), "depth"),
        line("SELECT 1 IN (" + "1,".repeat(4_000) + "1)", "3,000 expressions"),
        line("SELECT 1 FROM range(1) a" + ", range(1)".repeat(41), "40 joins"),
        line("SELECT 1" + " UNION ALL SELECT 1".repeat(31), "30 nested queries"),
        line(doublingCtes(12), "when each WITH is put in"),
        line(
            "SELECT list_transform([1], lambda a: list_transform([a], lambda b: list_transform([b],"
                + " lambda c: list_transform([c], lambda d: d))))",
            "3 lambdas"));
  }

  static Stream<Arguments> statements() {
    return Stream.of(
        line("CREATE SECRET s (TYPE s3, KEY_ID 'a', SECRET 'b')", "read-only"),
        line("USE memory", "read-only"),
        line("VACUUM otel_spans_local", "read-only"),
        line("ANALYZE", "read-only"),
        line("COMMENT ON VIEW otel_spans_local IS 'x'", "read-only"),
        line("IMPORT DATABASE '/tmp/x'", "read-only"),
        line("COPY otel_spans_local FROM '/etc/passwd'", "read-only"),
        line("COPY FROM DATABASE memory TO x", "read-only"),
        line("UPDATE EXTENSIONS", "read-only"),
        line("FORCE INSTALL httpfs FROM 'http://localhost/'", "read-only"),
        line("SET GLOBAL allowed_directories = ['/']", "read-only"),
        line("SET SESSION search_path = 'segment_0'", "read-only"),
        line("RESET enable_external_access", "read-only"),
        line("PRAGMA enable_external_access = true", "read-only"),
        line("PRAGMA enable_progress_bar = null", "read-only"),
        line("CALL enable_logging()", "read-only"),
        line("CREATE TYPE t AS ENUM ('a')", "read-only"),
        line("CREATE SEQUENCE s", "read-only"),
        line("CREATE SCHEMA s", "read-only"),
        line("DROP SCHEMA main CASCADE", "read-only"),
        line("DEALLOCATE p", "read-only"),
        line("EXPLAIN COPY (SELECT 1) TO '/tmp/x'", "read-only"));
  }

  static Stream<Arguments> otherReaders() {
    return Stream.concat(
        Stream.of(
                "read_csv_auto",
                "read_ndjson",
                "read_json_objects",
                "parquet_schema",
                "parquet_kv_metadata",
                "parquet_file_metadata",
                "sqlite_scan",
                "postgres_query",
                "read_xlsx",
                "duckdb_extensions",
                "duckdb_temporary_files",
                "duckdb_memory",
                "duckdb_functions",
                "pragma_database_size",
                "pragma_storage_info",
                "pragma_user_agent",
                "which_secret",
                "force_checkpoint",
                "test_all_types",
                "repeat_row",
                "arrow_scan",
                "seq_scan",
                "from_substrait",
                "pg_timezone_names")
            .map(name -> line("SELECT * FROM " + name + "('x')", "table function " + name)),
        Stream.of(
            line("FROM 's3://bucket/x.parquet'", "no table"),
            line("FROM 'https://localhost/x.csv'", "no table"),
            line("FROM \"/etc/passwd\"", "no table /etc/passwd"),
            line("FROM '/proc/self/environ'", "no table /proc/self/environ")));
  }

  /** The same call at every place where an expression may stand. */
  static Stream<Arguments> hiddenCalls() {
    return Stream.of(
        line("SELECT \"getenv\"('HOME')", "function getenv"),
        line("SELECT GetEnv('HOME')", "function getenv"),
        line("SELECT main.getenv('HOME')", "getenv"),
        line("SELECT 'HOME'.getenv()", "function getenv"),
        line("SELECT list_transform(['HOME'], lambda x: getenv(x))", "function getenv"),
        line("SELECT [getenv(x) FOR x IN ['HOME']]", "function getenv"),
        line("SELECT {'a': getenv('HOME')}", "function getenv"),
        line("SELECT 1 ORDER BY getenv('HOME')", "function getenv"),
        line("SELECT 1 LIMIT length(getenv('HOME'))", "function getenv"),
        line("SELECT 1 GROUP BY getenv('HOME') HAVING getenv('A') = 'b'", "function getenv"),
        line("SELECT sum(1) FILTER (WHERE getenv('A') = 'b') FROM range(2)", "function getenv"),
        line("SELECT sum(1) OVER (PARTITION BY getenv('A')) FROM range(2)", "function getenv"),
        line(
            "SELECT sum(1) OVER (ROWS BETWEEN length(getenv('A')) PRECEDING AND CURRENT ROW) FROM range(2)",
            "function getenv"),
        line("SELECT 1 FROM range(2) a JOIN range(2) b ON getenv('A') = 'b'", "function getenv"),
        line("SELECT 1 FROM range(length(getenv('A')))", "function getenv"),
        line("SELECT 1 UNION ALL SELECT 2 EXCEPT SELECT getenv('A')", "function getenv"),
        line("SELECT DISTINCT ON (getenv('A')) 1", "function getenv"),
        line("SELECT string_agg('a' ORDER BY getenv('A')) FROM range(2)", "function getenv"),
        line("VALUES (1), (getenv('HOME'))", "function getenv"),
        line("SELECT CASE WHEN getenv('A') IS NULL THEN 1 END", "function getenv"),
        line("SELECT * REPLACE (getenv('A') AS trace_id) FROM otel_spans_local", "function getenv"),
        line("DESCRIBE SELECT getenv('HOME')", "function getenv"),
        line("SUMMARIZE SELECT * FROM read_text('/etc/passwd')", "table function read_text"),
        line("EXPLAIN ANALYZE SELECT getenv('HOME')", "function getenv"),
        line("PIVOT (SELECT getenv('A') AS a) ON a IN ('x') USING count(*)", "function getenv"),
        line("UNPIVOT (SELECT getenv('A') AS a, '1' AS b) ON a, b", "function getenv"),
        line(
            "WITH RECURSIVE r AS (SELECT 1 AS x UNION ALL SELECT length(getenv('A')) FROM r) FROM r",
            "function getenv"),
        line("SELECT current_database()", "function current_database"),
        line("SELECT currval('s')", "function currval"),
        line("SELECT txid_current()", "function txid_current"),
        line("SELECT version()", "function version"),
        line("SELECT error('x')", "function error"));
  }

  /**
   * Statements by which DuckDB's parser or binder has overflowed its stack, from its own tracker.
   */
  static Stream<Arguments> parserCrashers() {
    return Stream.of(
        line("SELECT typeof(" + nested("union_value(a := ", 500) + ")", "100 levels"),
        line(
            "SELECT count(DISTINCT x ORDER BY " + nested("(1+", 5_000) + ") FROM range(3) r(x)",
            "100 levels"),
        line("SELECT * FROM " + nestedRecursion(40), "100 levels"),
        line("SELECT * FROM " + nestedRecursion(12), "30 nested queries"),
        line(nested("SELECT 1 UNION (", 120), "100 levels"),
        line("SELECT " + nested("[", 400), "100 levels"),
        line("SELECT " + nested("{'a': ", 400).replace(')', '}'), "100 levels"),
        line("SELECT " + "NOT ".repeat(2_000) + "true", "depth"),
        line("SELECT " + "- ".repeat(2_000) + "1", "depth"),
        line("SELECT 1" + "::INTEGER".repeat(2_000), "depth"),
        line("SELECT 'a'" + " || 'a'".repeat(2_000), "depth"),
        line("SELECT x" + "[1]".repeat(1_500) + " FROM (SELECT [1] AS x)", "depth"),
        line("SELECT " + "CASE WHEN true THEN ".repeat(500) + "1" + " END".repeat(500), "depth"));
  }

  private static String nested(String opening, int levels) {
    return opening.repeat(levels) + "1" + (opening.equals("[") ? "]" : ")").repeat(levels);
  }

  private static String nestedRecursion(int levels) {
    String inner = "SELECT 1";
    for (int i = 0; i < levels; i++) {
      inner = "(WITH RECURSIVE r AS ((" + inner + ") UNION ALL SELECT 1 FROM r) SELECT * FROM r)";
    }
    return inner;
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        line("", "no statement"),
        line("   -- nothing", "no statement"),
        line("SELEC 1", "syntax error"),
        line("SELECT * FROM", "syntax error"),
        line("SELECT 'open", "unterminated"),
        line("SELECT 1 \0", "NUL"),
        line("PIVOT otel_spans_local ON status_code USING count(*)", "ON column IN"),
        line("SELECT * FROM otel_spans_local WHERE x = DEFAULT", "DEFAULT"));
  }

  private static String doublingCtes(int steps) {
    StringBuilder sql = new StringBuilder("WITH c0 AS (SELECT 1 AS x)");
    for (int i = 1; i <= steps; i++) {
      sql.append(", c%d AS (SELECT a.x FROM c%d a, c%d b)".formatted(i, i - 1, i - 1));
    }
    return sql.append(" SELECT * FROM c" + steps).toString();
  }

  private static Arguments line(String sql, String because) {
    return Arguments.of(sql, because);
  }
}
