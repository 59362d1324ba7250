// SPDX-License-Identifier: Apache-2.0
package coral.store.duckdb.internal.colony;

import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.api.script.Approval;
import coral.api.script.AuditEntry;
import coral.api.script.Deployment;
import coral.api.script.Rollout;
import coral.api.script.Script;
import coral.api.script.ScriptStore;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.duckdb.DuckDBConnection;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Reference;

/**
 * Scripts in {@code colony.db}: {@code scripts} has the newest version of each, {@code
 * script_versions} all.
 */
@Component(
    configurationPid = "coral.store.duckdb.colony",
    configurationPolicy = ConfigurationPolicy.IGNORE)
public final class DuckDbScriptStore implements ScriptStore {
  private static final String FROM_SCRIPTS = ScriptColumns.SELECT + "scripts ";
  private static final String FROM_VERSIONS = ScriptColumns.SELECT + "script_versions ";
  private static final String INSERT_VERSION =
      "INSERT INTO script_versions (%s) VALUES (%s)"
          .formatted(ScriptColumns.NAMES, ScriptColumns.PLACES);
  private static final String INSERT_NEWEST =
      "INSERT INTO scripts (%s) VALUES (%s)".formatted(ScriptColumns.NAMES, ScriptColumns.PLACES);

  private final ColonyDatabase database;

  @Activate
  public DuckDbScriptStore(@Reference(name = "database") ColonyDatabase database) {
    this.database = database;
  }

  @Override
  public void save(Script script) {
    database.write(
        connection -> {
          DeletedScripts.refuse(connection, script.id());
          Optional<Script> newest = newest(connection, script.id());
          checkSuccessor(connection, script, newest);
          ScriptColumns.arguments(connection, script).update(INSERT_VERSION);
          if (newest.isPresent()) {
            new Arguments(connection).add(script.id()).update("DELETE FROM scripts WHERE id = ?");
          }
          ScriptColumns.arguments(connection, script).update(INSERT_NEWEST);
          return script.version();
        });
  }

  private static void checkSuccessor(
      DuckDBConnection connection, Script script, Optional<Script> newest) throws SQLException {
    int stored = newest.map(Script::version).orElse(0);
    if (script.version() <= stored) {
      throw new CoralException(
          ErrorCode.ALREADY_EXISTS,
          "cannot store version %d of script \"%s\": version %d is stored, the next is %d"
              .formatted(script.version(), script.name(), stored, stored + 1));
    }
    if (script.version() > stored + 1) {
      throw new CoralException(
          ErrorCode.FAILED_PRECONDITION,
          "cannot store version %d of script \"%s\": the next is %d"
              .formatted(script.version(), script.name(), stored + 1));
    }
    if (newest.isPresent() && !newest.get().name().equals(script.name())) {
      throw new CoralException(
          ErrorCode.FAILED_PRECONDITION,
          "cannot store script %s as \"%s\": it is called \"%s\", and an id belongs to a name"
              .formatted(script.id(), script.name(), newest.get().name()));
    }
    Optional<Script> namesake = newestByName(connection, script.name());
    if (namesake.isPresent() && !namesake.get().id().equals(script.id())) {
      throw new CoralException(
          ErrorCode.ALREADY_EXISTS,
          "a script called \"%s\" is stored as %s already"
              .formatted(script.name(), namesake.get().id()));
    }
  }

  @Override
  public Optional<Script> newest(UUID id) {
    return database.read(connection -> newest(connection, id));
  }

  private static Optional<Script> newest(DuckDBConnection connection, UUID id) throws SQLException {
    return new Arguments(connection)
        .add(id)
        .first(FROM_SCRIPTS + "WHERE id = ?", ScriptColumns::read);
  }

  @Override
  public Optional<Script> newestByName(String name) {
    return database.read(connection -> newestByName(connection, name));
  }

  private static Optional<Script> newestByName(DuckDBConnection connection, String name)
      throws SQLException {
    return new Arguments(connection)
        .add(name)
        .first(FROM_SCRIPTS + "WHERE name = ?", ScriptColumns::read);
  }

  @Override
  public Optional<Script> version(UUID id, int version) {
    return database.read(
        connection ->
            new Arguments(connection)
                .add(id)
                .add(version)
                .first(FROM_VERSIONS + "WHERE id = ? AND version = ?", ScriptColumns::read));
  }

  @Override
  public List<Script> versions(UUID id) {
    return database.read(
        connection ->
            new Arguments(connection)
                .add(id)
                .query(FROM_VERSIONS + "WHERE id = ? ORDER BY version", ScriptColumns::read));
  }

  @Override
  public List<Script> all() {
    return database.read(
        connection ->
            new Arguments(connection)
                .query(FROM_SCRIPTS + "ORDER BY name, id", ScriptColumns::read));
  }

  @Override
  public List<Script> byIdPrefix(String prefix) {
    return database.read(
        connection ->
            new Arguments(connection)
                .add(prefix.toLowerCase(Locale.ROOT))
                .query(
                    FROM_SCRIPTS + "WHERE starts_with(id::VARCHAR, ?) ORDER BY id",
                    ScriptColumns::read));
  }

  @Override
  public void save(Deployment deployment) {
    database.write(
        connection -> {
          DeletedScripts.refuse(connection, deployment.scriptId());
          DeploymentRows.save(connection, deployment);
          return deployment.id();
        });
  }

  @Override
  public Optional<Deployment> newestDeployment(UUID scriptId) {
    return database.read(
        connection ->
            new Arguments(connection)
                .add(scriptId)
                .first(
                    "SELECT * FROM deployments WHERE script_id = ? ORDER BY number DESC LIMIT 1",
                    DeploymentRows::read));
  }

  @Override
  public List<Deployment> deployments(UUID scriptId) {
    return database.read(connection -> DeploymentRows.ofScript(connection, scriptId));
  }

  @Override
  public List<Deployment> activeDeployments() {
    return database.read(DeploymentRows::active);
  }

  @Override
  public List<Deployment> pendingDeployments() {
    return database.read(DeploymentRows::pending);
  }

  @Override
  public void save(Approval approval) {
    database.write(
        connection -> {
          DeletedScripts.refuse(connection, approval.scriptId());
          Approvals.save(connection, approval);
          return true;
        });
  }

  @Override
  public Optional<Approval> approval(UUID scriptId, int version) {
    return database.read(connection -> Approvals.find(connection, scriptId, version));
  }

  @Override
  public void save(Rollout rollout, List<Deployment> changed) {
    database.write(
        connection -> {
          DeletedScripts.refuse(connection, rollout.scriptId());
          RolloutRows.save(connection, rollout);
          for (Deployment deployment : changed) {
            DeploymentRows.save(connection, deployment);
          }
          return rollout.deploymentId();
        });
  }

  @Override
  public Optional<Rollout> rollout(UUID deploymentId) {
    return database.read(connection -> RolloutRows.find(connection, deploymentId));
  }

  @Override
  public void delete(UUID id, AuditEntry entry) {
    database.write(
        connection -> {
          if (newest(connection, id).isEmpty()) {
            throw new CoralException(
                ErrorCode.NOT_FOUND, "cannot delete script %s: it is not stored".formatted(id));
          }
          DeletedScripts.delete(connection, id, entry.at());
          AuditLog.add(connection, entry);
          database.stale();
          return id;
        });
  }

  @Override
  public void audit(AuditEntry entry) {
    database.write(
        connection -> {
          AuditLog.add(connection, entry);
          return true;
        });
  }

  @Override
  public List<AuditEntry> audit(int limit) {
    return database.read(connection -> AuditLog.newest(connection, limit));
  }
}
