// SPDX-License-Identifier: Apache-2.0
package coral.triggers.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CronTimesTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  void givesTheInstantAfterOneOfItsOwn() {
    assertThat(times("*/5 * * * *", ZoneOffset.UTC, "2026-11-28T12:05:00Z", "2026-11-28T12:15:00Z"))
        .containsExactly("2026-11-28T12:10:00Z", "2026-11-28T12:15:00Z");
  }

  @Test
  void countsFromFractionsOfASecond() {
    CronTimes times = CronTimes.of("*/5 * * * *", ZoneOffset.UTC);
    assertThat(times.next(Instant.parse("2026-11-28T12:04:59.999999999Z")))
        .isEqualTo("2026-11-28T12:05:00Z");
    assertThat(times.next(Instant.parse("2026-11-28T12:05:00.000000001Z")))
        .isEqualTo("2026-11-28T12:10:00Z");
  }

  @Test
  void readsTheFieldsInTheZone() {
    assertThat(times("30 8 * * *", BERLIN, "2026-03-27T12:00:00Z", "2026-03-30T12:00:00Z"))
        .containsExactly("2026-03-28T07:30:00Z", "2026-03-29T06:30:00Z", "2026-03-30T06:30:00Z");
    assertThat(
            times(
                "0 12 * * *",
                ZoneId.of("Asia/Kathmandu"),
                "2026-06-01T00:00:00Z",
                "2026-06-01T23:00:00Z"))
        .containsExactly("2026-06-01T06:15:00Z");
  }

  @Test
  void isDueRightAfterTheGapForATimeThatTheClocksLeaveOut() {
    assertThat(times("30 2 * * *", BERLIN, "2026-03-28T00:00:00Z", "2026-03-30T12:00:00Z"))
        .containsExactly("2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z");
  }

  @Test
  void isDueOnceForAllTimesOfAGap() {
    assertThat(times("*/20 1-3 * * *", BERLIN, "2026-03-29T00:30:00Z", "2026-03-29T02:00:00Z"))
        .containsExactly(
            "2026-03-29T00:40:00Z",
            "2026-03-29T01:00:00Z",
            "2026-03-29T01:20:00Z",
            "2026-03-29T01:40:00Z");
    assertThat(times("*/20 * * * *", BERLIN, "2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z"))
        .containsExactly("2026-03-29T00:40:00Z", "2026-03-29T01:00:00Z", "2026-03-29T01:20:00Z");
  }

  @Test
  void isDueTheFirstTimeOnlyForATimeThatComesTwice() {
    assertThat(times("30 2 * * *", BERLIN, "2026-10-24T12:00:00Z", "2026-10-26T12:00:00Z"))
        .containsExactly("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
    assertThat(times("0,30 1-3 * * *", BERLIN, "2026-10-24T22:30:00Z", "2026-10-25T03:00:00Z"))
        .containsExactly(
            "2026-10-24T23:00:00Z",
            "2026-10-24T23:30:00Z",
            "2026-10-25T00:00:00Z",
            "2026-10-25T00:30:00Z",
            "2026-10-25T02:00:00Z",
            "2026-10-25T02:30:00Z");
  }

  @Test
  void isNotDueAgainWhenAskedInTheSecondOfTwoHours() {
    assertThat(CronTimes.of("30 2 * * *", BERLIN).next(Instant.parse("2026-10-25T01:10:00Z")))
        .isEqualTo("2026-10-26T01:30:00Z");
  }

  @Test
  void goesOnAsTimeDoesWhenItIsDueEveryHour() {
    assertThat(times("*/30 * * * *", BERLIN, "2026-10-24T23:30:00Z", "2026-10-25T02:30:00Z"))
        .containsExactly(
            "2026-10-25T00:00:00Z",
            "2026-10-25T00:30:00Z",
            "2026-10-25T01:00:00Z",
            "2026-10-25T01:30:00Z",
            "2026-10-25T02:00:00Z",
            "2026-10-25T02:30:00Z");
  }

  /** In Santiago, the clocks go at midnight: back to 23:00, and on from 0:00 to 1:00. */
  @Test
  void keepsToTheRulesAtMidnight() {
    ZoneId santiago = ZoneId.of("America/Santiago");
    assertThat(times("0 0 * * *", santiago, "2026-09-05T12:00:00Z", "2026-09-07T12:00:00Z"))
        .containsExactly("2026-09-06T04:00:00Z", "2026-09-07T03:00:00Z");
    assertThat(times("30 23 * * *", santiago, "2026-04-04T12:00:00Z", "2026-04-06T12:00:00Z"))
        .containsExactly("2026-04-05T02:30:00Z", "2026-04-06T03:30:00Z");
    assertThat(times("30 * * * *", santiago, "2026-04-05T02:00:00Z", "2026-04-05T05:00:00Z"))
        .containsExactly("2026-04-05T02:30:00Z", "2026-04-05T03:30:00Z", "2026-04-05T04:30:00Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*/7 * * * *", "59 23 * * *", "0 9-17 * * MON-FRI", "30 2 */7 * *"})
  void findsTheLastOfManyWithoutGoingThroughThem(String cron) {
    CronTimes times = CronTimes.of(cron, BERLIN);
    Instant until = Instant.parse("2026-11-03T10:11:12.131415Z");
    Instant first = times.next(Instant.parse("2026-10-01T00:00:00Z"));
    Instant last = first;
    int count = 1;
    for (Instant next = times.next(first); !next.isAfter(until); next = times.next(next)) {
      last = next;
      count++;
    }
    assertThat(times.last(first, until)).isEqualTo(last);
    assertThat(times.last(last, until)).isEqualTo(last);
    assertThat(times.last(first, last)).isEqualTo(last);
    assertThat(times.count(first, until, Integer.MAX_VALUE)).isEqualTo(count);
    assertThat(times.count(first, until, 5)).isEqualTo(5);
  }

  /** The other reading of the fields: day by day, hour by hour, minute by minute. */
  @Test
  void agreesWithACalendarReadMinuteByMinute() {
    List<String> read = new ArrayList<>();
    for (LocalDate day = LocalDate.of(2026, 1, 1); day.getYear() == 2026; day = day.plusDays(1)) {
      boolean wanted = day.getDayOfMonth() % 10 == 1 || day.getDayOfWeek().getValue() == 7;
      for (int minute = 0; wanted && day.getMonthValue() % 3 == 1 && minute < 24 * 60; minute++) {
        if (minute / 60 % 6 == 0 && minute % 60 >= 10 && (minute % 60 - 10) % 25 == 0) {
          read.add(day.atStartOfDay().plusMinutes(minute).toInstant(ZoneOffset.UTC).toString());
        }
      }
    }
    assertThat(read).hasSizeGreaterThan(100);
    assertThat(
            times(
                "10-59/25 */6 */10 */3 SUN",
                ZoneOffset.UTC,
                "2025-12-31T23:59:00Z",
                "2026-12-31T23:59:00Z"))
        .isEqualTo(read);
  }

  private static List<String> times(String cron, ZoneId zone, String after, String until) {
    CronTimes times = CronTimes.of(cron, zone);
    List<String> found = new ArrayList<>();
    Instant end = Instant.parse(until);
    for (Instant next = times.next(Instant.parse(after));
        !next.isAfter(end);
        next = times.next(next)) {
      found.add(next.toString());
    }
    return found;
  }
}
