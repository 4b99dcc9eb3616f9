package dev.hookline.shell.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where files and pipes lie while scripts run, and what of dead JVMs is removed. */
class PrivateDirectoryTest {
  @TempDir private Path shared;

  private static String rights(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void createFile_andItsDirectories_areThisUsersOnly() throws Exception {
    Path file = PrivateDirectory.createFile(".secret");

    assertThat(rights(file)).isEqualTo("rw-------");
    assertThat(rights(file.getParent())).isEqualTo("rwx------");
    assertThat(rights(file.getParent().getParent())).isEqualTo("rwx------");
    Files.delete(file);
  }

  @Test
  void createFile_directoryIsGone_isInAnother() throws Exception {
    Path first = PrivateDirectory.createFile(".x");
    PrivateDirectory.deleteWithFiles(first.getParent());

    Path second = PrivateDirectory.createFile(".x");

    assertThat(second).exists();
    assertThat(second.getParent()).isNotEqualTo(first.getParent());
    Files.delete(second);
  }

  /** What a JVM leaves that has ended without a chance to remove it. */
  private Path left(String name) throws Exception {
    Files.createFile(shared.resolve(name + ".lock"));
    Path directory = Files.createDirectory(shared.resolve(name));
    Files.writeString(directory.resolve("1.secret"), "s3cret");
    return directory;
  }

  private void remove() {
    DeadDirectories.remove(shared, "1-own-");
  }

  @Test
  void remove_jvmIsDead_removesItsDirectoryAndItsLock() throws Exception {
    left("4711-abc-0");

    remove();

    assertThat(shared).isEmptyDirectory();
  }

  @Test
  void remove_ownDirectory_isNotTouched() throws Exception {
    Path own = left("1-own-0");

    remove();

    assertThat(own.resolve("1.secret")).exists();
  }

  @Test
  void remove_forgedNames_removeNothingElsewhere() throws Exception {
    Path others = Files.createDirectory(shared.resolve("OTHERS"));
    Files.createFile(others.resolve("file"));
    for (String forged : new String[] {"..lock", "...lock", ".lock", "OTHERS.lock", "a b.lock"}) {
      Files.createFile(shared.resolve(forged));
    }

    remove();

    assertThat(others.resolve("file")).exists();
    assertThat(shared.resolve("a b.lock")).exists();
  }

  @Test
  void remove_linkInsteadOfADirectory_isNotFollowed(@TempDir Path elsewhere) throws Exception {
    Path file = Files.createFile(elsewhere.resolve("file"));
    Files.createFile(shared.resolve("1-a-0.lock"));
    Files.createSymbolicLink(shared.resolve("1-a-0"), elsewhere);

    remove();

    assertThat(file).exists();
  }

  @Test
  void remove_linkInADirectory_isRemovedAndNotFollowed(@TempDir Path elsewhere) throws Exception {
    Path file = Files.createFile(elsewhere.resolve("file"));
    Path directory = left("1-a-0");
    Files.createSymbolicLink(directory.resolve("link"), file);
    Files.createSymbolicLink(directory.resolve("directory"), elsewhere);

    remove();

    assertThat(shared).isEmptyDirectory();
    assertThat(file).exists();
  }

  @Test
  void remove_lockIsALinkOrAPipe_isNeitherFollowedNorWaitedFor(@TempDir Path elsewhere)
      throws Exception {
    Path target = elsewhere.resolve("target");
    Files.createSymbolicLink(shared.resolve("1-a-0.lock"), target);
    Path pipe = shared.resolve("1-b-0.lock");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    remove();

    assertThat(target).doesNotExist();
  }

  /** What a script has put there, with files in it, is not ours; the next JVM tries again. */
  @Test
  void remove_directoryWithinHasFiles_staysWithItsLock() throws Exception {
    Path within = Files.createDirectory(left("1-a-0").resolve("within"));
    Files.createFile(within.resolve("file"));

    remove();

    assertThat(within.resolve("file")).exists();
    assertThat(within.resolveSibling("1.secret")).doesNotExist();
    assertThat(shared.resolve("1-a-0.lock")).exists();
  }

  @Test
  void create_interruptedThread_takesTheLockAndKeepsTheFlag() {
    Thread.currentThread().interrupt();

    LifeLock lock = LifeLock.create(shared, "2-a-0").orElseThrow();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(isFree(shared.resolve("2-a-0.lock"))).isFalse();
    lock.release();
    assertThat(shared).isEmptyDirectory();
  }

  @Test
  void run_directoryWithinHasFiles_staysWithItsLockForTheNextJvm() throws Exception {
    LifeLock lock = LifeLock.create(shared, "2-a-0").orElseThrow();
    Path directory = Files.createDirectory(shared.resolve("2-a-0"));
    Path within = Files.createDirectory(directory.resolve("within"));
    Files.createFile(within.resolve("file"));

    new PrivateDirectory(directory, Optional.of(lock)).run();

    assertThat(within.resolve("file")).exists();
    assertThat(shared.resolve("2-a-0.lock")).exists();
    assertThat(isFree(shared.resolve("2-a-0.lock"))).isTrue();
  }

  @Test
  void run_removesTheDirectoryAndItsLock() throws Exception {
    Path own = Files.createDirectory(shared.resolve("own"));
    LifeLock lock = LifeLock.create(own, "2-a-0").orElseThrow();
    Path directory = Files.createDirectory(own.resolve("2-a-0"));
    Files.createFile(directory.resolve("file"));

    new PrivateDirectory(directory, Optional.of(lock)).run();

    assertThat(own).doesNotExist();
  }

  /** Another class loader gives the same names. */
  @Test
  void create_thisJvmHoldsTheLockAlready_isRefusedAndTheLockIsKept() throws Exception {
    LifeLock first = LifeLock.create(shared, "2-a-0").orElseThrow();

    assertThat(LifeLock.create(shared, "2-a-0")).isEmpty();

    Path file = shared.resolve("2-a-0.lock");
    assertThat(file).exists();
    assertThat(locks()).contains(":" + Files.getAttribute(file, "unix:ino") + " ");
    first.release();
  }

  private static String locks() throws Exception {
    return Files.readString(Path.of("/proc/locks"));
  }

  private static boolean isFree(Path lock) {
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      return channel.tryLock() != null;
    } catch (java.nio.channels.OverlappingFileLockException e) {
      return false;
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
