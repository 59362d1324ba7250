// SPDX-License-Identifier: Apache-2.0
package coral.colony.egress.internal;

import com.google.protobuf.Timestamp;
import coral.api.egress.Delivery;
import coral.api.egress.DeliveryStore.Counts;
import coral.api.error.CoralException;
import coral.api.error.ErrorCode;
import coral.colony.egress.internal.alerts.SinkPump;
import coral.proto.colony.v1.DeadLetter;
import coral.proto.colony.v1.EgressServiceGrpc;
import coral.proto.colony.v1.EgressSink;
import coral.proto.colony.v1.EgressStatus;
import coral.proto.colony.v1.GetEgressStatusRequest;
import coral.proto.colony.v1.ListDeadLettersRequest;
import coral.proto.colony.v1.ListDeadLettersResponse;
import coral.proto.colony.v1.ResendDeadLettersRequest;
import coral.proto.colony.v1.ResendDeadLettersResponse;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What operators ask of it. */
final class EgressApi extends EgressServiceGrpc.EgressServiceImplBase {
  private static final int SHORTEST_ID = 8;

  private final Egress egress;

  EgressApi(Egress egress) {
    this.egress = egress;
  }

  @Override
  public void getEgressStatus(GetEgressStatusRequest request, StreamObserver<EgressStatus> out) {
    Map<String, Counts> counts = egress.deliveries().counts();
    EgressStatus.Builder status =
        EgressStatus.newBuilder()
            .setPrometheus(egress.prometheusUrl().orElse(""))
            .setSeries(egress.table().size())
            .setSeriesRefused(egress.table().refused())
            .setMetricsMalformed(egress.table().malformed())
            .addAllProblems(egress.problems());
    egress
        .otlp()
        .ifPresent(
            otlp ->
                status
                    .setOtlp(otlp.endpoint())
                    .setOtlpExports(otlp.exports())
                    .setOtlpFailures(otlp.failures())
                    .setOtlpLastError(otlp.lastError()));
    egress
        .pumps()
        .forEach(
            pump ->
                status.addSinks(
                    sink(pump, counts.getOrDefault(pump.sink().name(), new Counts(0, 0)))));
    out.onNext(status.build());
    out.onCompleted();
  }

  private static EgressSink sink(SinkPump pump, Counts counts) {
    EgressSink.Builder sink =
        EgressSink.newBuilder()
            .setName(pump.sink().name())
            .setAddress(pump.sink().address())
            .setMinSeverity(pump.sink().minSeverity().word())
            .setPending(counts.pending())
            .setDead(counts.dead())
            .setDelivered(pump.stats().delivered())
            .setFailed(pump.stats().failed())
            .setLastError(pump.stats().lastError());
    pump.stats().lastDelivered().ifPresent(at -> sink.setLastDeliveredAt(timestamp(at)));
    return sink.build();
  }

  @Override
  public void listDeadLetters(
      ListDeadLettersRequest request, StreamObserver<ListDeadLettersResponse> out) {
    int limit = request.getLimit() == 0 ? Integer.MAX_VALUE : request.getLimit();
    ListDeadLettersResponse.Builder response = ListDeadLettersResponse.newBuilder();
    egress.deliveries().deadLetters(limit).stream()
        .map(EgressApi::deadLetter)
        .forEach(response::addDeadLetters);
    out.onNext(response.build());
    out.onCompleted();
  }

  private static DeadLetter deadLetter(Delivery dead) {
    DeadLetter.Builder letter =
        DeadLetter.newBuilder()
            .setId(dead.id().toString())
            .setSink(dead.sink())
            .setScriptId(dead.scriptId().toString())
            .setScript(dead.script())
            .setAlerts(dead.alerts())
            .setAttempts(dead.attempts())
            .setReason(dead.lastError())
            .setCreatedAt(timestamp(dead.createdAt()));
    dead.diedAt().ifPresent(at -> letter.setDiedAt(timestamp(at)));
    return letter.build();
  }

  @Override
  public void resendDeadLetters(
      ResendDeadLettersRequest request, StreamObserver<ResendDeadLettersResponse> out) {
    if ((request.getIdsCount() == 0) != request.getAll()) {
      throw new CoralException(
          ErrorCode.INVALID_ARGUMENT,
          "which dead letters to send again is not clear: name their ids, or all of them");
    }
    Set<String> sinks =
        egress.pumps().stream().map(pump -> pump.sink().name()).collect(Collectors.toSet());
    List<Delivery> dead = egress.deliveries().deadLetters(Integer.MAX_VALUE);
    Set<UUID> ids =
        request.getIdsList().stream()
            .map(id -> chosen(id, dead, sinks).id())
            .collect(Collectors.toSet());
    List<Delivery> again = egress.deliveries().resend(ids, sinks, egress.clock().instant());
    egress.pumps().forEach(SinkPump::wake);
    out.onNext(
        ResendDeadLettersResponse.newBuilder()
            .addAllIds(again.stream().map(delivery -> delivery.id().toString()).toList())
            .build());
    out.onCompleted();
  }

  /** The one dead letter whose id begins so, which must be one that can be sent. */
  private static Delivery chosen(String id, List<Delivery> dead, Set<String> sinks) {
    List<Delivery> found =
        id.length() < SHORTEST_ID
            ? List.of()
            : dead.stream().filter(letter -> letter.id().toString().startsWith(id)).toList();
    if (found.size() != 1) {
      throw new CoralException(
          found.isEmpty() ? ErrorCode.NOT_FOUND : ErrorCode.INVALID_ARGUMENT,
          "%s dead letter has the id \"%s\"; give at least %d characters of one that coral egress dead-letters shows"
              .formatted(found.isEmpty() ? "no" : "more than one", id, SHORTEST_ID));
    }
    String sink = found.getFirst().sink();
    if (!sinks.contains(sink)) {
      throw new CoralException(
          ErrorCode.FAILED_PRECONDITION,
          "dead letter \"%s\" is for %s, which is not in use; configure it in section egress of colony.yaml"
              .formatted(id, sink));
    }
    return found.getFirst();
  }

  private static Timestamp timestamp(Instant at) {
    return Timestamp.newBuilder().setSeconds(at.getEpochSecond()).setNanos(at.getNano()).build();
  }
}
