// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.api.error.CoralException;
import coral.api.query.Column;
import coral.api.query.ColumnBatch;
import coral.api.query.Encoding;
import coral.api.query.QueryResult;
import coral.proto.sdk.v1.Frame;
import coral.proto.sdk.v1.QueryRequest;
import coral.proto.sdk.v1.QuerySummary;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultStreamTest {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("text", "VARCHAR", Encoding.STRING),
          new Column("number", "BIGINT", Encoding.INT64),
          new Column("flag", "BOOLEAN", Encoding.BOOL));

  private final FakeCall call = FakeCall.of(QueryRequest.getDefaultInstance());

  @Test
  void cutsABatchWhoseTextsFitNoFrame() throws Exception {
    List<String> texts = new ArrayList<>();
    List<Long> numbers = new ArrayList<>();
    List<Boolean> flags = new ArrayList<>();
    for (long row = 0; row < 2_048; row++) {
      texts.add(row % 5 == 0 ? null : row + "x".repeat(5_000));
      numbers.add(row % 7 == 0 ? null : row);
      flags.add(row % 3 == 0);
    }
    QueryResult result = result(batch(texts, numbers, flags));
    QuerySummary summary = QuerySummary.parseFrom(ResultStream.send(call, result));
    assertThat(summary.getRows()).isEqualTo(2_048);
    assertThat(call.sent.size()).isBetween(3, 6);
    assertThat(call.sent).allSatisfy(bytes -> assertThat(bytes.length).isLessThan(4 << 20));
    assertThat(call.batches().get(0).getSchemaCount()).isEqualTo(3);
    assertThat(call.batches().get(1).getSchemaCount()).isZero();
    assertThat(call.batches().stream().mapToInt(b -> b.getRows()).sum()).isEqualTo(2_048);
    assertReassembles(texts, numbers);
  }

  @Test
  void slicesAreWhatTheRowsAloneWouldBe() {
    List<String> texts = Arrays.asList("a", null, "ä€", "", "e", "f", "g", "h", "i", null);
    List<Long> numbers = Arrays.asList(1L, 2L, null, 4L, 5L, 6L, 7L, 8L, null, 10L);
    List<Boolean> flags =
        Arrays.asList(true, false, null, true, true, true, false, false, true, null);
    for (int from = 0; from < 10; from++) {
      for (int to = from + 1; to <= 10; to++) {
        ColumnBatch sliced = Slices.slice(batch(texts, numbers, flags), COLUMNS, from, to);
        ColumnBatch expected =
            batch(texts.subList(from, to), numbers.subList(from, to), flags.subList(from, to));
        assertThat(sliced.rows()).isEqualTo(expected.rows());
        for (int i = 0; i < 3; i++) {
          assertThat(sliced.columns().get(i).values())
              .isEqualTo(expected.columns().get(i).values());
          assertThat(sliced.columns().get(i).nulls()).isEqualTo(expected.columns().get(i).nulls());
        }
      }
    }
  }

  @Test
  void refusesARowThatFitsNoFrame() {
    ColumnBatch huge = batch(List.of("x".repeat(4 << 20)), List.of(1L), List.of(true));
    assertThatThrownBy(() -> ResultStream.send(call, result(huge)))
        .isInstanceOf(CoralException.class)
        .hasMessageStartingWith("one row of the result has 4,194,");
  }

  /** The same bytes that the TypeScript SDK's tests read. */
  @Test
  void sendsTheGoldenBatch() throws Exception {
    var huge = new BigInteger("170141183460469231731687303715884105727");
    List<List<?>> values =
        List.of(
            Arrays.asList(true, false, null),
            Arrays.asList(-1L, null, Long.MAX_VALUE),
            Arrays.asList(0.5, -1e300, null),
            Arrays.asList("", "grüß 🐚", null),
            Arrays.asList(
                OffsetDateTime.parse("1970-01-01T00:00:00Z"),
                OffsetDateTime.parse("2025-12-23T10:15:23Z"),
                null),
            Arrays.asList("{\"a\":[1]}", "null", null),
            Arrays.asList(7, huge, null),
            List.of(1, 2, 3));
    byte[] file = Files.readAllBytes(Path.of("../sdk-ts/testdata/frames/next-batch.bin"));
    Frame golden = Frame.parseFrom(Arrays.copyOfRange(file, 4, file.length));
    List<Column> columns =
        coral.proto.sdk.v1.ColumnBatch.parseFrom(golden.getNext().getPayload())
            .getSchemaList()
            .stream()
            .map(
                column ->
                    new Column(
                        column.getName(),
                        column.getType(),
                        Encoding.valueOf(
                            column.getEncoding().name().substring("ENCODING_".length()))))
            .toList();
    List<ColumnBatch.Data> data = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      ColumnBatch.Data encoded = DuckDbEngine.encode(columns.get(i).encoding(), values.get(i));
      boolean anyNull = values.get(i).stream().anyMatch(Objects::isNull);
      data.add(anyNull ? encoded : new ColumnBatch.Data(new byte[0], encoded.values()));
    }
    QueryResult result =
        new QueryResult(
            columns, List.of(new ColumnBatch(3, data)), 3, true, Duration.ZERO, Optional.empty());
    byte[] _ = ResultStream.send(call, result);
    assertThat(call.sent).singleElement().isEqualTo(golden.getNext().getPayload().toByteArray());
  }

  @Test
  void sendsNoBatchForNoRows() throws Exception {
    var empty = new QueryResult(COLUMNS, List.of(), 0, false, Duration.ZERO, Optional.empty());
    QuerySummary summary = QuerySummary.parseFrom(ResultStream.send(call, empty));
    assertThat(call.sent).isEmpty();
    assertThat(summary.getColumnsCount()).isEqualTo(3);
  }

  private void assertReassembles(List<String> texts, List<Long> numbers) throws Exception {
    var rows = new ArrayList<ColumnBatch>();
    for (var batch : call.batches()) {
      rows.add(
          new ColumnBatch(
              batch.getRows(),
              batch.getColumnsList().stream()
                  .map(
                      data ->
                          new ColumnBatch.Data(
                              data.getNulls().toByteArray(), data.getData().toByteArray()))
                  .toList()));
    }
    var read =
        new Rows(new QueryResult(COLUMNS, rows, 2_048, false, Duration.ZERO, Optional.empty()));
    for (int row = 0; row < 2_048; row++) {
      assertThat(read.textOrNull(row, 0)).isEqualTo(texts.get(row));
      Long number = numbers.get(row);
      assertThat(Double.valueOf(read.number(row, 1)))
          .isEqualTo(Double.valueOf(number == null ? Double.NaN : number));
    }
  }

  private static QueryResult result(ColumnBatch batch) {
    return new QueryResult(
        COLUMNS, List.of(batch), batch.rows(), false, Duration.ZERO, Optional.empty());
  }

  private static ColumnBatch batch(List<String> texts, List<Long> numbers, List<Boolean> flags) {
    return new ColumnBatch(
        texts.size(),
        List.of(
            DuckDbEngine.encode(Encoding.STRING, texts),
            DuckDbEngine.encode(Encoding.INT64, numbers),
            DuckDbEngine.encode(Encoding.BOOL, flags)));
  }
}
