// SPDX-License-Identifier: Apache-2.0
package coral.query.internal;

import coral.api.handover.ProcessSpawner;
import coral.api.limits.ResourceGroups;
import coral.api.query.QueryEngine;
import coral.api.query.QueryMonitor;
import coral.api.query.QueryOrigin;
import coral.api.query.QueryRecording;
import coral.api.query.QueryReport;
import coral.api.query.QueryRequest;
import coral.api.query.QueryResult;
import coral.api.query.QueryUsage;
import coral.api.query.SqlParser;
import coral.api.runtime.DataDirectory;
import coral.api.telemetry.SegmentCatalog;
import java.util.UUID;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/** Publishes the engine; the worker starts beside the activation, and calls wait for it. */
@Component(
    service = {QueryEngine.class, QueryMonitor.class, SqlParser.class},
    configurationPid = "coral.query",
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = QuerySettings.Config.class)
public final class QueryComponent implements QueryEngine, QueryMonitor, SqlParser {
  private final QueryService service;

  @Activate
  public QueryComponent(
      BundleContext context,
      QuerySettings.Config config,
      @Reference(name = "spawner") ProcessSpawner spawner,
      @Reference(name = "data") DataDirectory data) {
    QuerySettings settings = QuerySettings.of(config);
    InstalledFiles files = new InstalledFiles(context, data.directory("query"));
    // Made here already: a worker that starts before the store would have to make room for another.
    service = new QueryService(settings, spawner, files, data.directory("segments"));
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindCatalog(SegmentCatalog catalog) {
    service.segments().bind(catalog);
  }

  void unbindCatalog(SegmentCatalog catalog) {
    service.segments().unbind(catalog);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindGroups(ResourceGroups groups) {
    service.group().bind(groups);
  }

  void unbindGroups(ResourceGroups groups) {
    service.group().unbind(groups);
  }

  @Deactivate
  void deactivate() {
    service.close();
  }

  @Override
  public QueryResult query(QueryRequest request) throws InterruptedException {
    return service.engine().query(request);
  }

  @Override
  public QueryReport report() {
    return service.engine().monitor().report();
  }

  @Override
  public QueryUsage usage(UUID executionId) {
    return service.engine().monitor().usage(executionId);
  }

  @Override
  public void refused(QueryOrigin origin, String sql, String reason) {
    service.engine().monitor().refused(origin, sql, reason);
  }

  @Override
  public QueryRecording record(UUID executionId, int most) {
    return service.engine().monitor().record(executionId, most);
  }

  @Override
  public String parse(String sql) throws InterruptedException {
    return service.engine().parse(sql);
  }

  @Override
  public String print(String treeJson) throws InterruptedException {
    return service.engine().print(treeJson);
  }
}
