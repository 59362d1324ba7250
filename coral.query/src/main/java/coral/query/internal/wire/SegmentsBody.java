// SPDX-License-Identifier: Apache-2.0
package coral.query.internal.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The segments to read from now on.
 *
 * @param segments oldest first
 */
public record SegmentsBody(List<Segment> segments) {
  public SegmentsBody {
    segments = List.copyOf(segments);
  }

  /**
   * A file.
   *
   * @param file its name in the worker's segment directory
   * @param tables that have rows in it
   */
  public record Segment(String file, Set<String> tables) {
    public Segment {
      tables = Set.copyOf(tables);
    }
  }

  public byte[] encode() {
    return Body.write(
        out -> {
          out.writeInt(segments.size());
          for (Segment segment : segments) {
            Body.writeText(out, segment.file());
            out.writeInt(segment.tables().size());
            for (String table : segment.tables()) {
              Body.writeText(out, table);
            }
          }
        });
  }

  public static SegmentsBody decode(byte[] body) {
    return Body.read(
        body,
        in -> {
          int count = in.readInt();
          List<Segment> segments = new ArrayList<>();
          for (int i = 0; i < count; i++) {
            String file = Body.readText(in);
            int tableCount = in.readInt();
            List<String> tables = new ArrayList<>();
            for (int j = 0; j < tableCount; j++) {
              tables.add(Body.readText(in));
            }
            segments.add(new Segment(file, Set.copyOf(tables)));
          }
          return new SegmentsBody(segments);
        });
  }
}
