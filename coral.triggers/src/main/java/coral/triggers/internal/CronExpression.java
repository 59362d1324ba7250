// SPDX-License-Identifier: Apache-2.0
package coral.triggers.internal;

import com.cronutils.model.Cron;
import com.cronutils.model.field.CronFieldName;
import com.cronutils.model.field.expression.Always;
import com.cronutils.model.time.ExecutionTime;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * When a schedule is due, in local time of no particular zone. Immutable.
 *
 * @param text as it was written, with single spaces
 * @param everyHour whether it is due in all hours of its days, so that it names no hour
 */
record CronExpression(String text, ExecutionTime times, boolean everyHour) {
  static final int MAX_LENGTH = 200;

  private static final Map<String, String> NICKNAMES =
      new TreeMap<>(
          Map.of(
              "@hourly", "0 * * * *",
              "@daily", "0 0 * * *",
              "@midnight", "0 0 * * *",
              "@weekly", "0 0 * * 0",
              "@monthly", "0 0 1 * *",
              "@yearly", "0 0 1 1 *",
              "@annually", "0 0 1 1 *"));

  /** From which one that is ever due is due again: the calendar repeats, leap days included. */
  private static final LocalDateTime SOME_TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

  /**
   * Reads five fields or a nickname.
   *
   * @throws CoralException INVALID_ARGUMENT naming the expression, the field that is wrong and what
   *     would be right
   */
  static CronExpression parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw refused(
          "a cron expression of %d characters is too long: at most %d are read"
              .formatted(text.length(), MAX_LENGTH));
    }
    String spaced = text.strip().replaceAll("\\s+", " ");
    Map<CronField, String> fields = checked(spaced, fieldsOf(spaced));
    Cron cron = CronField.parse(fields.values());
    var expression =
        new CronExpression(
            spaced,
            ExecutionTime.forCron(cron),
            cron.retrieve(CronFieldName.HOUR).getExpression() instanceof Always);
    if (expression.find(SOME_TIME).isEmpty()) {
      throw refused(
          ("cron expression \"%s\" is never due: month \"%s\" has no day of month \"%s\", where 1 to"
                  + " 28 are days of each month")
              .formatted(spaced, fields.get(CronField.MONTH), fields.get(CronField.DAY_OF_MONTH)));
    }
    return expression;
  }

  private static Map<CronField, String> checked(String text, String fieldsText) {
    List<String> values = fieldsText.isEmpty() ? List.of() : List.of(fieldsText.split(" "));
    if (values.size() != CronField.values().length) {
      throw refused(
          ("cron expression \"%s\" has %d fields, where five are right: minute, hour, day of month,"
                  + " month and day of week, such as \"*/5 * * * *\"")
              .formatted(text, values.size()));
    }
    Iterator<String> next = values.iterator();
    var fields = new EnumMap<CronField, String>(CronField.class);
    for (CronField field : CronField.values()) {
      String value = next.next();
      if (!field.accepts(value)) {
        throw refused(
            "cron expression \"%s\" has \"%s\" for its %s, %s"
                .formatted(text, value, field.title(), field.remedy()));
      }
      fields.put(field, value);
    }
    return fields;
  }

  private static String fieldsOf(String text) {
    if (!text.startsWith("@")) {
      return text;
    }
    if (text.equals("@reboot")) {
      throw refused(
          "cron expression \"@reboot\" names no time: a script that is to start when it is deployed"
              + " has the manual trigger");
    }
    String fields = NICKNAMES.get(text);
    if (fields == null) {
      throw refused(
          "cron expression \"%s\" is no known nickname: there are %s, and five fields such as \"*/5 * * * *\""
              .formatted(text, String.join(", ", NICKNAMES.keySet())));
    }
    return fields;
  }

  private static CoralException refused(String sentence) {
    return new CoralException(ErrorCode.INVALID_ARGUMENT, sentence);
  }

  /** The first local time after the given one at which it is due; it is a whole minute. */
  LocalDateTime next(LocalDateTime after) {
    return find(after).orElseThrow();
  }

  /** In UTC, which has no gaps, so that the library's own way with them never matters. */
  private Optional<LocalDateTime> find(LocalDateTime after) {
    return times.nextExecution(after.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toLocalDateTime);
  }
}
