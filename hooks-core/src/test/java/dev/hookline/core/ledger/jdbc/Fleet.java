package dev.hookline.core.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.core.testing.ChildJvm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Several processes that want the same keys done. */
final class Fleet {
  static final int KEYS = 60;
  private static final int SIZE = 3;

  private final List<ChildJvm> members = new ArrayList<>();

  /** Starts the members, which reach the database through a port; they are at work. */
  Fleet(int port, Random random) throws IOException {
    for (int i = 0; i < SIZE; i++) {
      ChildJvm member =
          ChildJvm.start(
              FleetMember.class.getName(),
              String.valueOf(port),
              String.valueOf(KEYS),
              String.valueOf(random.nextInt()));
      assertThat(member.line()).isEqualTo("ready");
      members.add(member);
    }
  }

  void killFirst() throws InterruptedException {
    members.remove(0).kill();
  }

  /** Stops the first for longer than its lease. */
  void pauseFirst() throws Exception {
    signal("STOP", members.get(0));
    pause(900);
    signal("CONT", members.get(0));
  }

  /** The moment does not matter: the history is checked whichever it was. */
  static void pause(int millis) throws InterruptedException {
    new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
  }

  private static void signal(String name, ChildJvm member) throws Exception {
    new ProcessBuilder("kill", "-" + name, String.valueOf(member.pid())).start().waitFor();
  }

  void awaitEnd() {
    for (ChildJvm each : members) {
      assertThat(each.rest()).last().isEqualTo("done");
      each.close();
    }
  }
}
