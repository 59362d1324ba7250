// SPDX-License-Identifier: Apache-2.0

package coral.cli;

import coral.cli.client.CallFailure;
import coral.views.DiagnosticView;
import io.grpc.StatusRuntimeException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever ends a command into a sentence on stderr and an exit code. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed)
      throws Exception {
    PrintWriter err = command.getErr();
    if (e instanceof CliException expected) {
      err.println("coral: " + expected.getMessage());
      return expected.exitCode();
    }
    if (e instanceof StatusRuntimeException failed) {
      return print(CallFailure.of(failed), err);
    }
    throw e;
  }

  private static int print(CallFailure failure, PrintWriter err) {
    if (failure.diagnostics().isEmpty()) {
      err.println("coral: " + failure.sentence());
    }
    for (DiagnosticView finding : failure.diagnostics()) {
      err.println(finding.row());
    }
    return failure.exitCode();
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("coral: " + e.getMessage());
    if (!UnmatchedArgumentException.printSuggestions(e, err)) {
      err.printf("Try '%s --help'.%n", command.getCommandSpec().qualifiedName());
    }
    return ExitCode.USAGE;
  }
}
