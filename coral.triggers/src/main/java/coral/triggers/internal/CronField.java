// SPDX-License-Identifier: Apache-2.0
package coral.triggers.internal;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.parser.CronParser;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;

/** The fields of a cron expression, in their order. */
enum CronField {
  MINUTE("minute", "0 to 59", "*/5"),
  HOUR("hour", "0 to 23", "9-17"),
  DAY_OF_MONTH("day of month", "1 to 31", "1,15"),
  MONTH("month", "1 to 12 or JAN to DEC", "1-3"),
  DAY_OF_WEEK("day of week", "0 to 7, of which both are Sunday, or SUN to SAT", "MON-FRI");

  private static final CronParser PARSER =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

  /**
   * An item of a list. The parser lets more pass, such as alternatives in "|", and digits of other
   * scripts.
   */
  private static final Pattern ITEM =
      Pattern.compile("(\\*|[0-9A-Z]{1,3}(-[0-9A-Z]{1,3})?)(/[0-9]{1,2})?");

  private final String title;
  private final String range;
  private final String example;

  CronField(String title, String range, String example) {
    this.title = title;
    this.range = range;
    this.example = example;
  }

  String title() {
    return title;
  }

  /** Whether this field of an expression may have that text. */
  boolean accepts(String text) {
    String capitals = text.toUpperCase(Locale.ROOT);
    if (!Arrays.stream(capitals.split(",", -1)).allMatch(item -> ITEM.matcher(item).matches())) {
      return false;
    }
    try {
      parse(Arrays.stream(values()).map(field -> field == this ? capitals : "*").toList());
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** What would be right, for the person who wrote the expression. */
  String remedy() {
    return "which is %s, in lists, ranges and steps such as \"%s\"".formatted(range, example);
  }

  /**
   * The expression of these fields.
   *
   * @throws IllegalArgumentException unless each field accepts its text
   */
  static Cron parse(Collection<String> fields) {
    return PARSER.parse(String.join(" ", fields).toUpperCase(Locale.ROOT));
  }
}
