package dev.hookline.recipes;

import dev.hookline.api.Hook;
import dev.hookline.api.HookContext;
import dev.hookline.api.HookSpec;
import dev.hookline.api.Phase;
import dev.hookline.core.HookEngine;
import dev.hookline.core.ledger.file.FileLedger;
import dev.hookline.shell.Interpreter;
import dev.hookline.shell.ScriptHook;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A worker for activities, whose second hook does what the file {@code switch.sh} of its directory
 * says.
 */
final class TemporalWorkerProcess {
  static final String QUEUE = "deployments";

  private TemporalWorkerProcess() {}

  /**
   * Works until it is killed.
   *
   * @param args the address of the server, and the directory
   */
  public static void main(String[] args) {
    WorkflowServiceStubs service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(args[0]).build());
    start(WorkerFactory.newInstance(WorkflowClient.newInstance(service)), Path.of(args[1]));
  }

  static void start(WorkerFactory factory, Path directory) {
    Worker worker = factory.newWorker(QUEUE);
    worker.registerActivitiesImplementations(new TemporalRecipe(engine(directory), directory));
    factory.start();
  }

  static HookEngine engine(Path directory) {
    Phase deploy = Phase.of("deploy");
    return HookEngine.builder()
        .ledger(FileLedger.in(directory.resolve("ledger")))
        .register(HookSpec.of(deploy, "migrate", log("migrate")).undo(log("undo migrate")))
        .register(
            HookSpec.of(deploy, "switch", ScriptHook.inline(Interpreter.of("sh"), ". ./switch.sh"))
                .after("migrate"))
        .build();
  }

  private static Hook log(String line) {
    return context -> append(context, line + " " + context.environment().get("REVISION"));
  }

  private static void append(HookContext context, String line) throws IOException {
    Files.writeString(
        context.directory().resolve("log"),
        line + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
