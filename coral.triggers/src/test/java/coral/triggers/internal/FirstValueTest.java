// SPDX-License-Identifier: Apache-2.0
package coral.triggers.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.query.Encoding;
import coral.api.query.QueryResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FirstValueTest {
  @Test
  void takesBooleansAsTheyAre() {
    assertThat(FirstValue.of(QueryResults.of(true)).isTrue()).isTrue();
    assertThat(FirstValue.of(QueryResults.of(false)).isTrue()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0, false", "1, true", "-1, true", "4294967296, true"})
  void takesWholeNumbersForTrueUnlessZero(long value, boolean isTrue) {
    assertThat(FirstValue.of(QueryResults.of(value)).isTrue()).isEqualTo(isTrue);
  }

  @ParameterizedTest
  @CsvSource({"0.0, false", "-0.0, false", "0.001, true", "-3.5, true", "NaN, true"})
  void takesFractionsForTrueUnlessZero(double value, boolean isTrue) {
    assertThat(FirstValue.of(QueryResults.of(value)).isTrue()).isEqualTo(isTrue);
  }

  @ParameterizedTest
  @CsvSource({
    "STRING, '', false",
    "STRING, 0, false",
    "STRING, false, false",
    "STRING, null, true",
    "STRING, no, true",
    "STRING, 0.0, true",
    "BIGINT, 0, false",
    "BIGINT, 18446744073709551616, true",
    "JSON, false, false",
    "JSON, 0, false",
    "JSON, null, false",
    "JSON, '{}', true"
  })
  void takesTextsForTrueUnlessTheySayOtherwise(Encoding encoding, String value, boolean isTrue) {
    QueryResult result = QueryResults.texts(encoding, value, "another row");

    assertThat(FirstValue.of(result).isTrue()).isEqualTo(isTrue);
  }

  @Test
  void takesTimesForTrue() {
    FirstValue value = FirstValue.of(QueryResults.time(1_500_000));

    assertThat(value.isTrue()).isTrue();
    assertThat(value.cause()).isEqualTo("condition is true: 1970-01-01T00:00:01.500Z");
  }

  @ParameterizedTest
  @EnumSource
  void takesNullForFalse(Encoding encoding) {
    assertThat(FirstValue.of(QueryResults.nullOf(encoding)).isTrue()).isFalse();
  }

  @Test
  void takesNullsOfOtherRowsForNothing() {
    QueryResult result = QueryResults.of(Encoding.BOOL, 2, new byte[] {0b10}, new byte[] {1, 0});

    assertThat(FirstValue.of(result).isTrue()).isTrue();
  }

  @Test
  void takesNoRowForFalse() {
    assertThat(FirstValue.of(QueryResults.none(false)).isTrue()).isFalse();
  }

  @Test
  void takesARowTooLargeToBeReturnedForNeither() {
    assertThatThrownBy(() -> FirstValue.of(QueryResults.none(true)))
        .isInstanceOfSatisfying(
            CoralException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED))
        .hasMessageContaining("1,048,576 bytes");
  }

  @Test
  void namesTheValueUnlessItIsABoolean() {
    assertThat(FirstValue.of(QueryResults.of(true)).cause()).isEqualTo("condition is true");
    assertThat(FirstValue.of(QueryResults.of(17)).cause()).isEqualTo("condition is true: 17");
    assertThat(FirstValue.of(QueryResults.of(0.25)).cause()).isEqualTo("condition is true: 0.25");
    assertThat(FirstValue.of(QueryResults.texts(Encoding.STRING, "größe")).cause())
        .isEqualTo("condition is true: größe");
  }

  @Test
  void cutsLongTextsBetweenCharacters() {
    String text = "x".repeat(99) + "😀 and more";

    assertThat(FirstValue.of(QueryResults.texts(Encoding.STRING, text)).text())
        .isEqualTo("x".repeat(99) + "…");
  }
}
