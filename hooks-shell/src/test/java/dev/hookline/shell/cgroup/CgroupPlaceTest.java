package dev.hookline.shell.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a JVM may make cgroups, by what /proc says of the systems that there are. */
class CgroupPlaceTest {
  @TempDir private Path mounted;

  @BeforeEach
  void createCgroups() throws Exception {
    for (String name : List.of(".", "user.slice/app.scope", "a b")) {
      Files.createDirectories(mounted.resolve(name));
      Files.createFile(mounted.resolve(name).resolve("cgroup.procs"));
    }
  }

  private String mount(String root) {
    return "31 23 0:28 " + root + " " + mounted + " rw,nosuid shared:4 - cgroup2 cgroup2 rw";
  }

  private static Path placeOf(List<String> cgroups, String... mounts) {
    CgroupPlace place = CgroupPlace.of(cgroups, List.of(mounts));
    assertThat(place.refusal()).isEmpty();
    return place.directory();
  }

  private static String refusalOf(List<String> cgroups, String... mounts) {
    CgroupPlace place = CgroupPlace.of(cgroups, List.of(mounts));
    assertThat(place.isUsable()).isFalse();
    return place.refusal();
  }

  @Test
  void of_scopeOfAUser_isItsDirectory() {
    assertThat(placeOf(List.of("0::/user.slice/app.scope"), mount("/")))
        .isEqualTo(mounted.resolve("user.slice/app.scope"));
  }

  @Test
  void of_hybridSystem_isInTheSecondMount() {
    List<String> cgroups = List.of("9:name=systemd:/", "4:memory:/x", "0::/");

    assertThat(
            placeOf(
                cgroups,
                "32 31 0:29 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu",
                mount("/")))
        .isEqualTo(mounted);
  }

  @Test
  void of_containerThatSeesOnlyItsPart_isTheRootOfThatPart() {
    assertThat(placeOf(List.of("0::/docker/4711"), mount("/docker/4711"))).isEqualTo(mounted);
  }

  @Test
  void of_mountPointWithASpace_isFound() {
    String mount = mount("/").replace(mounted.toString(), mounted + "/a\\040b");

    assertThat(placeOf(List.of("0::/"), mount)).isEqualTo(mounted.resolve("a b"));
  }

  @Test
  void of_otherPartIsMounted_saysSo() {
    assertThat(refusalOf(List.of("0::/user.slice"), mount("/docker/4711")))
        .isEqualTo("no cgroup2 file system with the cgroup of this JVM is mounted");
  }

  @Test
  void of_cgroupOutsideOfTheNamespace_saysSo() {
    assertThat(refusalOf(List.of("0::/../../outside"), mount("/docker")))
        .isEqualTo("no cgroup2 file system with the cgroup of this JVM is mounted");
  }

  @Test
  void of_onlyFirstVersion_saysSo() {
    assertThat(refusalOf(List.of("4:memory:/x"), mount("/")))
        .isEqualTo("this system has no cgroups of version 2");
  }

  @Test
  void of_directoryThatMayNotBeChanged_saysWhichOne() {
    assertThat(refusalOf(List.of("0::/system.slice"), mount("/")))
        .isEqualTo("this user may make none in " + mounted + "/system.slice");
  }
}
