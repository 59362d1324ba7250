// SPDX-License-Identifier: Apache-2.0
package coral.colony.deployer.internal.targeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PredicateParserTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          service=                   |  9 | a value is missing
          service=)                  |  9 | a value is expected, not ")"
          service==a                 |  9 | a value is expected, not "="
          service= AND region=a      | 10 | a value is missing; "AND" is one in quotes only
          country=in                 |  9 | a value is missing; "in" is one in quotes only
          AND a=b                    |  1 | a key is missing; "AND" is one in quotes only
          =a                         |  1 | a key is expected, not "="
          not                        |  4 | a key is missing
          a=b AND                    |  8 | a key is missing
          checkout and payments      | 10 | one of =, !=, ~, !~, IN and NOT IN is expected, not "and"
          NOT a                      |  6 | one of =, !=, ~, !~, IN and NOT IN is missing
          a NOT b                    |  7 | IN is expected, not "b"
          a IN                       |  5 | "(" is missing
          a IN b                     |  6 | "(" is expected, not "b"
          a IN ()                    |  7 | a value is expected, not ")"
          a IN (b                    |  8 | "," or ")" is missing
          a IN (b c)                 |  9 | "," or ")" is expected, not "c"
          a IN (b,)                  |  9 | a value is expected, not ")"
          a=b c=d                    |  5 | AND, OR or the end is expected, not "c"
          a=b)                       |  4 | AND, OR or the end is expected, not ")"
          (a=b                       |  5 | ")" is missing
          (a=b c                     |  6 | AND, OR or ")" is expected, not "c"
          a! =b                      |  3 | "=" or "~" is missing after "!"
          a="b                       |  3 | this quote is not closed
          a="b\\                      |  3 | this quote is not closed
          a='b"                      |  3 | this quote is not closed
          a=m@b                      |  4 | '@' may stand in quotes only
          a=b & c=d                  |  5 | '&' may stand in quotes only
          """)
  void saysWhereItIsMalformedAndWhatIsExpected(String text, int position, String wrong) {
    assertThatThrownBy(() -> Target.parse(text))
        .isInstanceOfSatisfying(
            CoralException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .hasMessage("the target \"%s\" is malformed at character %d: %s", text, position, wrong);
  }

  @Test
  void acceptsFiftyLevelsAndRefusesMore() {
    PredicateParser.parse("(".repeat(50) + "a=b" + ")".repeat(50));
    PredicateParser.parse("NOT ".repeat(50) + "a=b");
    assertThatThrownBy(() -> PredicateParser.parse("(".repeat(51) + "a=b" + ")".repeat(51)))
        .hasMessageEndingWith(
            "is malformed at character 52: NOT and parentheses are nested deeper than 50 levels");
    assertThatThrownBy(() -> PredicateParser.parse("NOT (".repeat(800)))
        .hasMessageContaining("deeper than 50");
  }

  @Test
  void acceptsManyPartsOnOneLevel() {
    assertThat(PredicateParser.parse("a=b" + " OR a=b".repeat(500)))
        .isInstanceOfSatisfying(Predicate.Any.class, any -> assertThat(any.parts()).hasSize(501));
  }

  @Test
  void refusesMoreThan4096CharactersAndQuotesTheBeginning() {
    String most = "a=" + "b".repeat(4_094);
    Target.parse(most);
    assertThatThrownBy(() -> Target.parse(most + "b"))
        .hasMessage(
            "the target \"%s…\" has 4,097 characters; at most 4,096 are accepted",
            most.substring(0, 100));
  }
}
