// SPDX-License-Identifier: Apache-2.0
package coral.sdk.methods.internal;

import coral.api.sdk.SdkCall;
import coral.proto.sdk.v1.Function;
import coral.proto.sdk.v1.FunctionsRequest;
import coral.proto.sdk.v1.FunctionsResponse;
import java.util.List;

/** Functions that were discovered, each as it was seen last. */
final class FunctionQueries {
  private FunctionQueries() {}

  static byte[] answer(Telemetry telemetry, SdkCall call, boolean one) throws InterruptedException {
    FunctionsRequest request = Requests.parse(call, FunctionsRequest.parser());
    String service = request.getService();
    String name = one ? Requests.required("name", request.getName()) : request.getName();
    Rows rows =
        telemetry.rows(
            call,
            """
        SELECT service_name, function_name, module, file, line, language, address
        FROM "functions"
        WHERE (? = '' OR service_name = ?) AND (? = '' OR function_name = ?)
        QUALIFY row_number() OVER (
          PARTITION BY service_name, function_name, module ORDER BY discovered_at DESC) = 1
        ORDER BY discovered_at DESC, service_name, function_name
        LIMIT %d
        """
                .formatted(one ? 1 : Telemetry.MAX_HELPER_ROWS),
            List.of(service, service, name, name));
    FunctionsResponse.Builder response = FunctionsResponse.newBuilder();
    for (int row = 0; row < rows.count(); row++) {
      response.addFunctions(
          Function.newBuilder()
              .setService(rows.text(row, 0))
              .setName(rows.text(row, 1))
              .setModule(rows.text(row, 2))
              .setFile(rows.text(row, 3))
              .setLine((int) rows.whole(row, 4))
              .setLanguage(rows.text(row, 5))
              .setAddress(rows.whole(row, 6)));
    }
    return response.build().toByteArray();
  }
}
