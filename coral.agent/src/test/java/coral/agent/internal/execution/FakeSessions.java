// SPDX-License-Identifier: Apache-2.0
package coral.agent.internal.execution;

import coral.api.execution.LimitHit;
import coral.api.sdk.ExecutionContext;
import coral.api.sdk.SdkSession;
import coral.api.sdk.SdkSessions;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Sessions without a socket. */
public final class FakeSessions implements SdkSessions {
  public final List<FakeSession> opened = new CopyOnWriteArrayList<>();

  @Override
  public SdkSession open(ExecutionContext execution) {
    FakeSession session = new FakeSession(execution);
    opened.add(session);
    return session;
  }

  @Override
  public Path socket() {
    return Path.of("/none");
  }

  @Override
  public Expected expect(long pid) {
    return () -> {};
  }

  public static final class FakeSession implements SdkSession {
    private final ExecutionContext execution;
    public volatile long pid;
    public volatile boolean closed;

    FakeSession(ExecutionContext execution) {
      this.execution = execution;
    }

    @Override
    public ExecutionContext execution() {
      return execution;
    }

    @Override
    public Path socket() {
      return Path.of("/none");
    }

    @Override
    public String token() {
      return "token";
    }

    @Override
    public void bind(long boundPid) {
      pid = boundPid;
    }

    @Override
    public boolean connected() {
      return true;
    }

    @Override
    public List<LimitHit> limitHits() {
      return List.of();
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
