package dev.hookline.shell.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LauncherTest {
  static Stream<Arguments> launchers() {
    return Stream.of(
        row(Launcher.ssh("-p", "22", "web1"), "ssh", "-T", "-p", "22", "web1", "sh -c 'echo $1' x"),
        row(Launcher.dockerExec("blog"), "docker exec -i blog sh -c"),
        row(Launcher.dockerRun("alpine"), "docker run --rm -i --entrypoint sh alpine -c"),
        row(Launcher.podmanExec("blog"), "podman exec -i blog sh -c"),
        row(Launcher.podmanRun("alpine"), "podman run --rm -i --entrypoint sh alpine -c"),
        row(Launcher.kubectlExec("-n", "a", "pod/b"), "kubectl exec -i -n a pod/b -- sh -c"),
        row(Launcher.words("sudo", "-u", "web"), "sudo -u web sh -c"));
  }

  private static Arguments row(Launcher launcher, String words) {
    List<String> all = Stream.of((words + " echo").split(" ")).limit(99).toList();
    List<String> command =
        Stream.concat(all.subList(0, all.size() - 1).stream(), Stream.of("echo $1", "x")).toList();
    return Arguments.of(launcher, command);
  }

  private static Arguments row(Launcher launcher, String... words) {
    return Arguments.of(launcher, List.of(words));
  }

  @ParameterizedTest
  @MethodSource("launchers")
  void words_ofEachClient_keepItsInputOpen(Launcher launcher, List<String> words) {
    assertThat(launcher.words("echo $1", List.of("x"))).isEqualTo(words);
  }

  @Test
  void ssh_withoutAHost_isRefused() {
    assertThatThrownBy(Launcher::ssh)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ssh -T needs to know where; name the host or the container");
  }

  @Test
  void words_none_areRefused() {
    assertThatThrownBy(Launcher::words)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("launcher has no program; use for example Launcher.ssh(\"web1\")");
  }
}
