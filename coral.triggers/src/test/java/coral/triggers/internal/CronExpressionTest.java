// SPDX-License-Identifier: Apache-2.0
package coral.triggers.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import java.time.LocalDateTime;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronExpressionTest {
  /** Thursday, New Year's Day. */
  private static final LocalDateTime START = LocalDateTime.of(2026, 1, 1, 0, 0);

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "* * * * *; 2026-01-01T00:01",
        "*/5 * * * *; 2026-01-01T00:05",
        "7/20 * * * *; 2026-01-01T00:07",
        "10-12,50 3 * * *; 2026-01-01T03:10",
        "1-50/7 * * * *; 2026-01-01T00:01",
        "30 9-17/4 * * mon-fri; 2026-01-01T09:30",
        "0 0 15 * *; 2026-01-15T00:00",
        "0 0 * FEB *; 2026-02-01T00:00",
        "0 0 29 2 *; 2028-02-29T00:00",
        "0 0 * * 0; 2026-01-04T00:00",
        "0 0 * * 7; 2026-01-04T00:00",
        "0 0 * * SUN; 2026-01-04T00:00",
        "0 0 15 * MON; 2026-01-05T00:00",
        "@hourly; 2026-01-01T01:00",
        "@daily; 2026-01-02T00:00",
        "@midnight; 2026-01-02T00:00",
        "@weekly; 2026-01-04T00:00",
        "@monthly; 2026-02-01T00:00",
        "@yearly; 2027-01-01T00:00",
        "@annually; 2027-01-01T00:00",
      })
  void readsFieldsAndNicknames(String text, LocalDateTime first) {
    assertThat(CronExpression.parse(text).next(START)).isEqualTo(first);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '\'',
      value = {
        "61 * * * *; has \"61\" for its minute, which is 0 to 59, in lists, ranges and steps such as \"*/5\"",
        "*/0 * * * *; has \"*/0\" for its minute",
        "*/60 * * * *; has \"*/60\" for its minute",
        "*/x * * * *; has \"*/x\" for its minute",
        "50-10 * * * *; has \"50-10\" for its minute",
        "-5 * * * *; has \"-5\" for its minute",
        "1,,2 * * * *; has \"1,,2\" for its minute",
        "1, * * * *; has \"1,\" for its minute",
        "+5 * * * *; has \"+5\" for its minute",
        "/5 * * * *; has \"/5\" for its minute",
        "0|30 * * * *; has \"0|30\" for its minute",
        "\u0663 * * * *; has \"\u0663\" for its minute",
        "MON * * * *; has \"MON\" for its minute",
        "0 24 * * *; has \"24\" for its hour, which is 0 to 23",
        "0 0 0 * *; has \"0\" for its day of month, which is 1 to 31",
        "0 0 L * *; has \"L\" for its day of month",
        "0 0 1W * *; has \"1W\" for its day of month",
        "0 0 ? * *; has \"?\" for its day of month",
        "0 0 * 13 *; has \"13\" for its month, which is 1 to 12 or JAN to DEC",
        "0 0 * * 8; has \"8\" for its day of week, which is 0 to 7",
        "0 0 * * MONDAY; has \"MONDAY\" for its day of week",
        "0 0 * * MON#1; has \"MON#1\" for its day of week",
        "* * * *; has 4 fields, where five are right: minute, hour, day of month, month and day of week, such as \"*/5 * * * *\"",
        "0 * * * * *; has 6 fields",
        "''; has 0 fields",
        "0 0 30 2 *; is never due: month \"2\" has no day of month \"30\"",
        "0 0 31 4,6 *; is never due: month \"4,6\" has no day of month \"31\"",
        "@reboot; names no time: a script that is to start when it is deployed has the manual trigger",
        "@Daily; is no known nickname: there are @annually, @daily, @hourly, @midnight, @monthly, @weekly, @yearly",
        "@hourly 5 * * *; is no known nickname",
      })
  void refusesWithTheFieldAndWhatWouldBeRight(String text, String sentence) {
    assertThatThrownBy(() -> CronExpression.parse(text))
        .isInstanceOfSatisfying(
            CoralException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .hasMessageStartingWith("cron expression \"%s\" %s".formatted(text, sentence));
  }

  @Test
  void refusesOneTooLongToQuote() {
    assertThatThrownBy(() -> CronExpression.parse("0,".repeat(5000) + "0 * * * *"))
        .isInstanceOf(CoralException.class)
        .hasMessage("a cron expression of 10009 characters is too long: at most 200 are read");
  }

  @Test
  void quotesItselfWithSingleSpaces() {
    assertThat(CronExpression.parse("  */5 *\t* *  *\n").text()).isEqualTo("*/5 * * * *");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0 * * * *", "*/7 */1 * * 1-5", "@hourly"})
  void knowsThatItNamesNoHour(String text) {
    assertThat(CronExpression.parse(text).everyHour()).isTrue();
    assertThat(CronExpression.parse("30 2 * * *").everyHour()).isFalse();
  }

  @Test
  void readsNamesWhateverTheLanguageOfTheMachine() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr"));
    try {
      assertThat(CronExpression.parse("0 0 * * fri").next(START)).isEqualTo(START.plusDays(1));
    } finally {
      Locale.setDefault(before);
    }
  }
}
