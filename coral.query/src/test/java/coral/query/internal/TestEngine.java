// SPDX-License-Identifier: Apache-2.0
package coral.query.internal;

import coral.api.query.QueryEngine;
import coral.api.query.QueryRequest;
import coral.api.query.QueryResult;
import coral.api.query.SqlParser;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** A real engine over segments of made-up spans, for other modules' tests. */
public final class TestEngine implements QueryEngine, SqlParser, AutoCloseable {
  private final QueryService service;

  private TestEngine(QueryService service) {
    this.service = service;
  }

  /**
   * Starts it.
   *
   * @param directory for its segments
   * @param spans one a second back from now, of the service payments
   */
  public static TestEngine start(Path directory, int spans) throws SQLException {
    SegmentFolder folder = new SegmentFolder(directory);
    folder.publish(folder.spans(spans));
    QueryService service =
        new QueryService(
            new QuerySettings(4, 512, Duration.ofSeconds(20), 100, 6_400, Duration.ofMillis(500)),
            ProcessBuilder::start,
            RealWorker::files,
            directory);
    service.segments().bind(folder);
    return new TestEngine(service);
  }

  /** The rows as a script sees them. */
  public static List<List<Object>> rows(QueryResult result) {
    return Rows.of(result);
  }

  @Override
  public QueryResult query(QueryRequest request) throws InterruptedException {
    return service.engine().query(request);
  }

  @Override
  public String parse(String sql) throws InterruptedException {
    return service.engine().parse(sql);
  }

  @Override
  public String print(String treeJson) throws InterruptedException {
    return service.engine().print(treeJson);
  }

  @Override
  public void close() {
    service.close();
  }
}
