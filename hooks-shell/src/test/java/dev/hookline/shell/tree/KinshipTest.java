package dev.hookline.shell.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KinshipTest {

  private static Map<Long, ProcFs.Stat> found(ProcFs.Stat... stats) {
    Map<Long, ProcFs.Stat> found = new LinkedHashMap<>();
    for (ProcFs.Stat stat : stats) {
      found.put(stat.pid(), stat);
    }
    return found;
  }

  private static ProcFs.Stat child(long pid, long parent) {
    return new ProcFs.Stat(pid, parent, 1, 1, 0, true);
  }

  /** A script whose child dies first runs its next line. */
  @Test
  void parentsFirst_grandchildIsFoundFirst_comesLast() {
    List<ProcFs.Stat> ordered =
        Kinship.parentsFirst(found(child(30, 20), child(20, 10), child(10, 1), child(21, 10)));

    assertThat(ordered).extracting(ProcFs.Stat::pid).containsExactly(10L, 20L, 21L, 30L);
  }
}
