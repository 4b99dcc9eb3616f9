package dev.hookline.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import io.temporal.testserver.TestServer.PortBoundTestServer;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the activity against the server that Temporal has for tests, which lives in this JVM. */
@Tag("recipes")
class TemporalRecipeTest {
  private static final String MIGRATED = "migrate 4f2a";
  private static final String UNDONE = "undo migrate 4f2a";

  @TempDir Path directory;

  private String address = "";
  private PortBoundTestServer server;
  private WorkflowServiceStubs service;
  private WorkflowClient client;
  private final List<WorkerFactory> workers = new ArrayList<>();
  private final List<Process> workerProcesses = new ArrayList<>();

  @BeforeEach
  void startServer() throws IOException {
    int port = freePort();
    server = TestServer.createPortBoundServer(port);
    address = "127.0.0.1:" + port;
    service = connect();
    client = WorkflowClient.newInstance(service);
    WorkerFactory workflows = newWorker();
    workflows
        .newWorker(TemporalWorkerProcess.QUEUE)
        .registerWorkflowImplementationTypes(TemporalWorkflow.Code.class);
    workflows.start();
  }

  private WorkflowServiceStubs connect() {
    return WorkflowServiceStubs.newServiceStubs(
        WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @AfterEach
  void stopAll() throws InterruptedException {
    workers.forEach(TemporalRecipeTest::stop);
    for (Process process : workerProcesses) {
      process.destroyForcibly().waitFor();
    }
    service.shutdownNow();
    server.close();
  }

  private WorkerFactory newWorker() {
    WorkerFactory worker = WorkerFactory.newInstance(client);
    workers.add(worker);
    return worker;
  }

  private WorkerFactory startWorker() {
    WorkerFactory worker = newWorker();
    TemporalWorkerProcess.start(worker, directory);
    return worker;
  }

  private static void stop(WorkerFactory factory) {
    factory.shutdownNow();
    factory.awaitTermination(10, TimeUnit.SECONDS);
  }

  private void hookDoes(String script) throws IOException {
    Files.writeString(directory.resolve("switch.sh"), script + "\n");
  }

  private WorkflowStub start(String workflow) {
    WorkflowStub stub =
        client.newUntypedWorkflowStub(
            "TemporalWorkflow",
            WorkflowOptions.newBuilder()
                .setTaskQueue(TemporalWorkerProcess.QUEUE)
                .setWorkflowId(workflow)
                .build());
    stub.start("4f2a");
    return stub;
  }

  private static void awaitEnd(WorkflowStub workflow) {
    workflow.getResult(Void.class);
  }

  private List<String> log() throws IOException {
    return Files.readAllLines(directory.resolve("log"));
  }

  private void await(String file) throws InterruptedException {
    while (!Files.exists(directory.resolve(file))) {
      Thread.sleep(10);
    }
  }

  @Test
  void secondWorkflowOfTheSameId_doesNothingAgain() throws IOException {
    hookDoes("echo switched >>log");
    startWorker();
    awaitEnd(start("shop"));
    awaitEnd(start("shop"));
    assertThat(log()).containsExactly(MIGRATED, "switched");
    awaitEnd(start("other shop"));
    assertThat(log()).hasSize(4);
  }

  @Test
  void hookFails_isRolledBackAndTriedAgain() throws IOException {
    hookDoes("test -f failed || { touch failed; exit 3; }");
    startWorker();
    awaitEnd(start("shop"));
    assertThat(log()).containsExactly(MIGRATED, UNDONE, MIGRATED);
  }

  @Test
  void cancelled_endsTheTreeAndRollsBack() throws Exception {
    hookDoes("sleep 1000 & echo $! >pid.new; mv pid.new pid; wait");
    startWorker();
    WorkflowStub workflow = start("shop");
    await("pid");
    workflow.cancel();
    assertThatThrownBy(() -> awaitEnd(workflow))
        .isInstanceOf(WorkflowFailedException.class)
        .hasCauseInstanceOf(CanceledFailure.class);
    long pid = Long.parseLong(Files.readString(directory.resolve("pid")).strip());
    ProcessHandle.of(pid).ifPresent(process -> process.onExit().join());
    assertThat(log()).containsExactly(MIGRATED, UNDONE);
  }

  @Test
  void workerIsShutDown_rollsBackAndAnotherWorkerDoesIt() throws Exception {
    hookDoes("test -f begun || { touch begun; sleep 1000; }");
    WorkerFactory first = startWorker();
    WorkflowStub workflow = start("shop");
    await("begun");
    stop(first);
    assertThat(log()).containsExactly(MIGRATED, UNDONE);
    startWorker();
    awaitEnd(workflow);
    assertThat(log()).containsExactly(MIGRATED, UNDONE, MIGRATED);
  }

  @Test
  void workerIsKilled_anotherRollsBackAndDoesIt() throws Exception {
    hookDoes("test -f begun || { touch begun; kill -9 $PPID; exit 1; }");
    Process first = startWorkerProcess();
    WorkflowStub workflow = start("shop");
    first.waitFor();
    assertThat(log()).containsExactly(MIGRATED);
    startWorker();
    awaitEnd(workflow);
    assertThat(log()).containsExactly(MIGRATED, UNDONE, MIGRATED);
  }

  @Test
  void workerIsKilledAfterTheLastHook_isDoneOnlyOnce() throws Exception {
    hookDoes("echo switched >>log; (sleep 1.5; kill -9 $PPID) >/dev/null 2>&1 &");
    Process first = startWorkerProcess();
    awaitEnd(start("shop"));
    first.destroyForcibly().waitFor();
    startWorker();
    awaitEnd(start("shop"));
    assertThat(log()).containsExactly(MIGRATED, "switched");
  }

  /** As after a pause of its virtual machine: Temporal has given the activity to another worker. */
  @Test
  void workerIsSilentForTooLong_rollsBackBeforeTheOtherBegins() throws Exception {
    hookDoes("test -f begun || { touch begun; sleep 1000; }");
    Process first = startWorkerProcess();
    WorkflowStub workflow = start("shop");
    await("begun");
    signal(first, "STOP");
    startWorker();
    awaitSecondAttempt(workflow.getExecution());
    assertThat(log()).containsExactly(MIGRATED);
    signal(first, "CONT");
    awaitEnd(workflow);
    assertThat(log()).containsExactly(MIGRATED, UNDONE, MIGRATED);
    assertThat(first.isAlive()).isTrue();
  }

  private static void signal(Process process, String signal) throws Exception {
    new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start().waitFor();
  }

  private void awaitSecondAttempt(WorkflowExecution workflow) throws InterruptedException {
    DescribeWorkflowExecutionRequest question =
        DescribeWorkflowExecutionRequest.newBuilder()
            .setNamespace("default")
            .setExecution(workflow)
            .build();
    while (service
            .blockingStub()
            .describeWorkflowExecution(question)
            .getPendingActivities(0)
            .getAttempt()
        < 2) {
      Thread.sleep(50);
    }
  }

  private Process startWorkerProcess() throws IOException {
    Process worker =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                TemporalWorkerProcess.class.getName(),
                address,
                directory.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("worker.log").toFile())
            .start();
    workerProcesses.add(worker);
    return worker;
  }
}
