package dev.hookline.shell.cgroup;

import dev.hookline.shell.files.CleanUps;
import dev.hookline.shell.files.CurrentUser;
import dev.hookline.shell.files.FileFacts;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The cgroups of this JVM. One that is empty again serves the next script; all that are empty are
 * removed when the JVM ends, and those that a dead JVM has left by the next one. Thread-safe.
 */
public final class Cgroups {
  private static final Pattern NAME = Pattern.compile("hookline-(\\d+)-(\\d+)-(\\d+)-\\d+");

  /** A process of another namespace may share the cgroups, and has another process of that id. */
  static final String PID_NAMESPACE = pidNamespace();

  private final Queue<Cgroup> empty = new ConcurrentLinkedQueue<>();

  /** Those that were not empty when they were given back; the oldest first. */
  private final Queue<Cgroup> left = new ConcurrentLinkedQueue<>();

  private final Set<Cgroup> all = ConcurrentHashMap.newKeySet();
  private final AtomicLong made = new AtomicLong();
  private final String prefix;
  private final CgroupPlace place;
  private volatile String refusal;

  /** Found once, when the first script runs. */
  private static final class Here {
    static final Cgroups OF_THIS_JVM = new Cgroups(CgroupPlace.ofThisJvm());
  }

  Cgroups(CgroupPlace place) {
    long pid = ProcessHandle.current().pid();
    String start = start(Long.toString(pid)).orElse("0");
    this.prefix = "hookline-" + PID_NAMESPACE + "-" + pid + "-" + start + "-";
    this.place = place;
    this.refusal = place.refusal();
    if (place.isUsable()) {
      removeLeft();
      CleanUps.add(this::removeAll);
    }
  }

  /** Returns those of this JVM. */
  public static Cgroups ofThisJvm() {
    return Here.OF_THIS_JVM;
  }

  /** Returns why there can be none, or why the last one could not be made. */
  public String refusal() {
    return refusal;
  }

  /** Returns one without processes, or empty if there can be none. */
  public Optional<Cgroup> take() {
    if (!place.isUsable()) {
      return Optional.empty();
    }
    Cgroup idle = empty.poll();
    while (idle != null && !idle.exists()) { // others may remove what is empty
      idle = empty.poll();
    }
    return idle == null ? emptied().or(this::make) : Optional.of(idle);
  }

  /** Returns the oldest of those that were left if its processes have ended since. */
  private Optional<Cgroup> emptied() {
    Cgroup oldest = left.poll();
    if (oldest != null && oldest.isPopulated()) {
      left.add(oldest);
      return Optional.empty();
    }
    return Optional.ofNullable(oldest);
  }

  private Optional<Cgroup> make() {
    try {
      Cgroup cgroup = Cgroup.make(place.directory().resolve(prefix + made.getAndIncrement()));
      all.add(cgroup);
      return Optional.of(cgroup);
    } catch (IOException e) {
      refusal = "none can be made in " + place.directory() + ": " + e.getMessage();
      return Optional.empty();
    }
  }

  /** Takes one back; as long as it has processes it is left to them. */
  public void giveBack(Cgroup cgroup) {
    cgroup.thaw();
    (cgroup.isPopulated() ? left : empty).add(cgroup);
  }

  private void removeAll() {
    all.forEach(Cgroup::remove);
  }

  /** Those of a JVM that runs stay, even if they are empty at this moment. */
  private void removeLeft() {
    try (Stream<Path> groups = Files.list(place.directory())) {
      groups.filter(Cgroups::isLeft).toList().forEach(Cgroup::remove);
    } catch (IOException e) {
      // What cannot be listed is not ours to remove.
    }
  }

  private static boolean isLeft(Path group) {
    Matcher name = NAME.matcher(group.getFileName().toString());
    return name.matches()
        && name.group(1).equals(PID_NAMESPACE)
        && !start(name.group(2)).equals(Optional.of(name.group(3)))
        && isOurs(group);
  }

  private static boolean isOurs(Path group) {
    try {
      return FileFacts.of(group).uid() == CurrentUser.uid();
    } catch (IOException e) {
      return false;
    }
  }

  private static String pidNamespace() {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString().replaceAll("\\D", "");
    } catch (IOException e) {
      return "0";
    }
  }

  /** Returns when a process was started, in ticks since the boot: no later one has both numbers. */
  private static Optional<String> start(String pid) {
    try {
      String stat = Cgroup.text(new File("/proc/" + pid + "/stat"));
      return Optional.of(stat.substring(stat.lastIndexOf(')')).split(" ", 22)[20]);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
