package dev.hookline.shell.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class MountTableTest {
  private final MountTable mounts =
      MountTable.of(
          List.of(
              "20 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw",
              "21 20 0:5 / /data rw,nosuid,noexec shared:2 - tmpfs tmpfs rw",
              "22 21 0:6 / /data/inner rw - tmpfs tmpfs rw",
              "23 20 0:7 / /two\\040words\\134 rw,noexec - tmpfs tmpfs rw",
              "24 20 0:8 / /again rw,noexec - tmpfs tmpfs rw",
              "25 20 0:9 / /again rw - tmpfs tmpfs rw"));

  @Test
  void noexecMount_nearestMountForbidsIt_isThat() {
    assertThat(mounts.noexecMount(Path.of("/data/x/a.sh"))).contains(Path.of("/data"));
    assertThat(mounts.noexecMount(Path.of("/data/inner/a.sh"))).isEmpty();
    assertThat(mounts.noexecMount(Path.of("/database/a.sh"))).isEmpty();
  }

  @Test
  void noexecMount_nameIsEscaped_isRead() {
    assertThat(mounts.noexecMount(Path.of("/two words\\/a"))).contains(Path.of("/two words\\"));
  }

  @Test
  void noexecMount_twoAtOnePlace_theLastOneCounts() {
    assertThat(mounts.noexecMount(Path.of("/again/a"))).isEmpty();
  }
}
