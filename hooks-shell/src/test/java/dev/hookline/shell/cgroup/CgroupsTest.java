package dev.hookline.shell.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the cgroups that a JVM has made; a directory does as the place to make them. */
class CgroupsTest {
  private static final String OWN = "hookline-" + Cgroups.PID_NAMESPACE + "-";

  @TempDir private Path place;

  private List<String> names() {
    return List.of(place.toFile().list());
  }

  @Test
  void create_cgroupsOfADeadJvm_areRemovedIfTheyAreEmpty() throws Exception {
    Files.createDirectories(place.resolve(OWN + "2147480000-1-0/below"));
    Files.createDirectories(place.resolve(OWN + "2147480000-1-1"));
    Files.createFile(place.resolve(OWN + "2147480000-1-1/as-if-a-process-ran-here"));

    Cgroups made = new Cgroups(new CgroupPlace(place, ""));

    assertThat(made.refusal()).isEmpty();
    assertThat(names()).containsExactly(OWN + "2147480000-1-1");
  }

  @Test
  void create_laterProcessHasTheIdOfADeadJvm_removesItsCgroups() throws Exception {
    Files.createDirectories(place.resolve(OWN + ProcessHandle.current().pid() + "-1-0"));

    Cgroups made = new Cgroups(new CgroupPlace(place, ""));

    assertThat(made.refusal()).isEmpty();
    assertThat(names()).isEmpty();
  }

  @Test
  void create_cgroupsOfARunningJvmOrOfOthers_stay() throws Exception {
    long pid = ProcessHandle.current().pid();
    String stat = Cgroup.text(new File("/proc/self/stat"));
    String start = stat.substring(stat.lastIndexOf(')')).split(" ")[20];
    Files.createDirectories(place.resolve(OWN + pid + "-" + start + "-0"));
    Files.createDirectories(place.resolve("system.slice"));

    Cgroups made = new Cgroups(new CgroupPlace(place, ""));

    assertThat(made.refusal()).isEmpty();
    assertThat(names()).containsExactlyInAnyOrder(OWN + pid + "-" + start + "-0", "system.slice");
  }

  @Test
  void create_cgroupsOfAnotherPidNamespace_stay() throws Exception {
    Files.createDirectories(place.resolve("hookline-1-2147480000-1-0"));

    Cgroups made = new Cgroups(new CgroupPlace(place, ""));

    assertThat(made.refusal()).isEmpty();
    assertThat(names()).containsExactly("hookline-1-2147480000-1-0");
  }

  @Test
  void take_systemMakesNoCgroup_isRefusedAndLeavesNothing() {
    Cgroups cgroups = new Cgroups(new CgroupPlace(place, ""));

    assertThat(cgroups.take()).isEmpty();
    assertThat(cgroups.refusal()).startsWith("none can be made in " + place + ": ");
    assertThat(names()).isEmpty();
  }
}
