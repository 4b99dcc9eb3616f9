package dev.hookline.core.ledger.file;

import static dev.hookline.core.ledger.file.LedgerFixture.PHASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hookline.api.OnceKey;
import dev.hookline.api.Phase;
import dev.hookline.core.ledger.LedgerClaim;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What could make a JVM lose the lock of a file without closing its claim. */
@Timeout(60)
class FileLedgerLockTest {
  @TempDir Path temp;
  private LedgerFixture fixture;

  @BeforeEach
  void open() {
    fixture = new LedgerFixture(temp.resolve("ledger"));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // the file that stays open cannot be deleted after the test
  void claim_lostWithoutClosing_isHeldUntilTheProcessEnds() throws Exception {
    assertThat(fixture.claim("r1").done()).isEmpty();
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    assertHeldForOtherProcesses();
    assertThatThrownBy(() -> fixture.claim("r2")).hasMessage(LedgerFixture.heldByR1(""));
  }

  @Test
  void claim_fromAnotherClassLoader_isBusyAndKeepsTheLockOfTheFirst() throws Exception {
    URL[] classes = {
      LedgerChild.root(FileLedger.class).toUri().toURL(),
      LedgerChild.root(OnceKey.class).toUri().toURL()
    };
    try (URLClassLoader loader =
        new URLClassLoader(classes, ClassLoader.getPlatformClassLoader())) {
      Callable<AutoCloseable> claimOfCopy = claimOfCopy(loader);
      try (LedgerClaim held = fixture.claim("r1")) {
        assertThatThrownBy(claimOfCopy::call).cause().hasMessage(LedgerFixture.heldByR1(""));
        assertHeldForOtherProcesses();
        held.recordBegun(Optional.empty());
      }
      claimOfCopy.call().close();
    }
  }

  /** Returns what claims the key by classes that share nothing with those of the test. */
  private Callable<AutoCloseable> claimOfCopy(ClassLoader loader) throws Exception {
    Class<?> keys = loader.loadClass(OnceKey.class.getName());
    Object two =
        keys.getMethod("of", String.class, String[].class)
            .invoke(null, "build", new String[] {"production"});
    Object key = keys.getMethod("with", String.class, String.class).invoke(two, "revision", "4f2a");
    Class<?> ledgers = loader.loadClass(FileLedger.class.getName());
    assertThat(ledgers).isNotEqualTo(FileLedger.class);
    Object waiting = ledgers.getMethod("in", Path.class).invoke(null, fixture.ledger.directory());
    Object ledger = ledgers.getMethod("waitAtMost", Duration.class).invoke(waiting, Duration.ZERO);
    Class<?> phases = loader.loadClass(Phase.class.getName());
    Object phase = phases.getMethod("of", String.class).invoke(null, PHASE.name());
    Method claim = ledgers.getMethod("claim", phases, keys, String.class);
    return () -> (AutoCloseable) claim.invoke(ledger, phase, key, "r2");
  }

  private void assertHeldForOtherProcesses() throws Exception {
    try (LedgerChild child = LedgerChild.start("refuse", fixture.ledger.directory(), "r9")) {
      assertThat(child.line()).isEqualTo(LedgerFixture.heldByR1(""));
    }
  }
}
