package dev.hookline.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.RbacV1Subject;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1JobSpec;
import io.kubernetes.client.openapi.models.V1Lease;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1Role;
import io.kubernetes.client.openapi.models.V1RoleBinding;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The manifests against the model of the API, and the pods as processes of this machine. */
@Tag("recipes")
class RolloutJobTest {
  private static final RolloutJob JOB =
      new RolloutJob("4f2a", "example.org/deploy:4f2a", List.of("web1", "web2", "web3"), 2, 2);

  @TempDir Path directory;

  private final LeaseServer server = new LeaseServer();

  RolloutJobTest() throws IOException {}

  @AfterEach
  void close() {
    server.close();
  }

  /** Reads each document as a server would; integers stay integers. */
  private static List<JsonElement> documents(String yaml) {
    List<JsonElement> documents = new ArrayList<>();
    LoadSettings settings = LoadSettings.builder().setAllowDuplicateKeys(false).build();
    for (Object document : new Load(settings).loadAllFromString(yaml)) {
      documents.add(JsonParser.parseString(new Gson().toJson(document)));
    }
    return documents;
  }

  private static List<String> yamlOfTheCookbook() throws IOException {
    String page = Files.readString(Path.of("../docs/cookbook.md"));
    Matcher blocks = Pattern.compile("(?ms)^```yaml\n(.*?)^```$").matcher(page);
    return blocks.results().map(block -> block.group(1)).toList();
  }

  @Test
  void cookbook_showsWhatIsPrinted() throws IOException {
    assertThat(yamlOfTheCookbook()).contains(JOB.manifest());
  }

  @Test
  void manifest_hasOnlyFieldsOfTheApiAndAllThatItNeeds() throws IOException {
    V1Job.validateJsonElement(documents(JOB.manifest()).get(0));
  }

  /** What the API server demands beyond the schema. */
  @Test
  void manifest_keepsTheRulesOfIndexedJobs() {
    V1Job job = JSON.getGson().fromJson(documents(JOB.manifest()).get(0), V1Job.class);
    assertThat(job.getApiVersion()).isEqualTo("batch/v1");
    assertThat(job.getMetadata().getName()).matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    V1JobSpec spec = job.getSpec();
    assertThat(spec.getCompletionMode()).isEqualTo("Indexed");
    assertThat(spec.getCompletions()).isEqualTo(3);
    assertThat(spec.getParallelism()).isEqualTo(2);
    assertThat(spec.getBackoffLimitPerIndex()).isNotNegative();
    assertThat(spec.getMaxFailedIndexes()).isEqualTo(1).isLessThanOrEqualTo(spec.getCompletions());
    assertThat(spec.getPodReplacementPolicy()).isEqualTo("Failed");
    assertThat(spec.getPodFailurePolicy().getRules().get(0).getAction()).isEqualTo("Ignore");
    V1PodSpec pod = spec.getTemplate().getSpec();
    assertThat(pod.getRestartPolicy()).isEqualTo("Never");
    assertThat(pod.getTerminationGracePeriodSeconds()).isEqualTo(150);
    assertThat(pod.getContainers().get(0).getArgs()).containsExactly("web1", "web2", "web3");
  }

  @Test
  void permissions_areThoseThatTheLedgerNeeds() throws IOException {
    String yaml =
        yamlOfTheCookbook().stream().filter(y -> y.contains("kind: Role\n")).findFirst().get();
    List<JsonElement> parts = documents(yaml);
    V1ServiceAccount.validateJsonElement(parts.get(0));
    V1Role.validateJsonElement(parts.get(1));
    V1RoleBinding.validateJsonElement(parts.get(2));
    V1Role role = JSON.getGson().fromJson(parts.get(1), V1Role.class);
    assertThat(role.getRules().get(0).getApiGroups()).containsExactly("coordination.k8s.io");
    assertThat(role.getRules().get(0).getResources()).containsExactly("leases");
    assertThat(role.getRules().get(0).getVerbs())
        .containsExactlyInAnyOrder("get", "list", "create", "update");
    V1RoleBinding binding = JSON.getGson().fromJson(parts.get(2), V1RoleBinding.class);
    assertThat(binding.getRoleRef().getName()).isEqualTo(role.getMetadata().getName());
    assertThat(binding.getSubjects()).extracting(RbacV1Subject::getName).containsExactly("deploy");
  }

  private void hookDoes(String script) throws IOException {
    Files.writeString(directory.resolve("switch.sh"), script + "\n");
  }

  /** Starts what the Job controller would start for an index, as the manifest says it. */
  private Process pod(int index, String suffix) throws IOException {
    V1Job job = JSON.getGson().fromJson(documents(JOB.manifest()).get(0), V1Job.class);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", classPath(), PodProcess.class.getName()));
    command.addAll(job.getSpec().getTemplate().getSpec().getContainers().get(0).getArgs());
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    Map<String, String> environment = builder.environment();
    job.getSpec()
        .getTemplate()
        .getSpec()
        .getContainers()
        .get(0)
        .getEnv()
        .forEach(variable -> environment.put(variable.getName(), variable.getValue()));
    environment.put("JOB_COMPLETION_INDEX", "" + index);
    environment.put("HOSTNAME", "deploy-4f2a-" + index + "-" + suffix);
    environment.put("API_SERVER", server.address());
    return builder
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("pod-" + index + suffix).toFile())
        .start();
  }

  private void await(String file) throws InterruptedException {
    while (!Files.exists(directory.resolve(file))) {
      Thread.sleep(10);
    }
  }

  private static String classPath() {
    return Pattern.compile(":")
        .splitAsStream(System.getProperty("java.class.path"))
        .map(part -> Path.of(part).toAbsolutePath().toString())
        .collect(Collectors.joining(":"));
  }

  private List<String> log() throws IOException {
    return Files.readAllLines(directory.resolve("log"));
  }

  @Test
  void index_isItsTargetAndDoneOnlyOnce() throws Exception {
    hookDoes("echo switch $HOOKLINE_TARGET by $HOOKLINE_FENCING_TOKEN >>log");
    assertThat(pod(1, "a").waitFor()).isZero();
    assertThat(pod(1, "b").waitFor()).isZero();
    assertThat(log()).containsExactly("migrate web2", "switch web2 by 1");
    V1Lease.validateJsonElement(
        JsonParser.parseString(server.text(server.names().iterator().next())));
  }

  @Test
  void podIsKilled_nextPodOfTheIndexRollsBackAndDoesIt() throws Exception {
    hookDoes("test -f begun || { touch begun; kill -9 $PPID; exit 1; }");
    assertThat(pod(0, "a").waitFor()).isEqualTo(128 + 9);
    assertThat(pod(0, "b").waitFor()).isZero();
    assertThat(log()).containsExactly("migrate web1", "undo migrate web1", "migrate web1");
  }

  @Test
  void podIsToEnd_rollsBackWithinItsGracePeriod() throws Exception {
    hookDoes("touch begun; sleep 1000");
    Process pod = pod(2, "a");
    await("begun");
    pod.destroy();
    assertThat(pod.waitFor()).isEqualTo(128 + 15);
    assertThat(log()).containsExactly("migrate web3", "undo migrate web3");
  }

  /** As after a node was lost: the first pod is at work, but the API server does not hear of it. */
  @Test
  void podIsCutOff_endsItsRunAndTheNextPodDoesIt() throws Exception {
    hookDoes("test -f begun || { touch begun; sleep 1000; }");
    Process first = pod(0, "a");
    await("begun");
    server.cutOff("deploy-4f2a-0-a");
    assertThat(pod(0, "b").waitFor()).isZero();
    assertThat(first.waitFor()).isNotZero();
    assertThat(log()).containsExactly("migrate web1", "undo migrate web1", "migrate web1");
  }

  /** As after a pause of its virtual machine: what it wakes up in is the work of another. */
  @Test
  void podSleepsLongerThanItsLease_undoesNothingOfTheNextPod() throws Exception {
    hookDoes("test -f begun || { touch begun; sleep 1000; }");
    Process first = pod(0, "a");
    await("begun");
    signal(first, "STOP");
    assertThat(pod(0, "b").waitFor()).isZero();
    signal(first, "CONT");
    assertThat(first.waitFor()).isNotZero();
    assertThat(log()).containsExactly("migrate web1", "undo migrate web1", "migrate web1");
  }

  private static void signal(Process process, String signal) throws Exception {
    new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start().waitFor();
  }
}
