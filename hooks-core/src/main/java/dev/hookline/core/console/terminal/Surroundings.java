package dev.hookline.core.console.terminal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a console writes to.
 *
 * @param isLive whether it is a terminal that draws
 * @param service the CI service whose log it is
 * @param hasColours whether it shows colours
 * @param hasSymbols whether it shows characters beyond ASCII
 */
public record Surroundings(
    boolean isLive, Service service, boolean hasColours, boolean hasSymbols) {

  /** Services that fold sections of a log. */
  public enum Service {
    /** None of those below. */
    NONE,
    /** GitHub Actions. */
    GITHUB,
    /** GitLab CI. */
    GITLAB
  }

  /** A stream that is no terminal, and that nothing is known of. */
  public static final Surroundings PLAIN = new Surroundings(false, Service.NONE, false, true);

  /** Finds out what a stream writes to. */
  public static Surroundings of(PrintStream stream, Map<String, String> environment) {
    boolean draws = isWanted(environment) && isTerminal(stream);
    return of(draws, writesSymbols(), environment);
  }

  static Surroundings of(boolean draws, boolean hasSymbols, Map<String, String> environment) {
    Service service = service(environment);
    boolean isColoured = service != Service.NONE && !isSet(environment, "NO_COLOR");
    return new Surroundings(draws, service, draws || isColoured, hasSymbols);
  }

  private static boolean isSet(Map<String, String> environment, String name) {
    return !environment.getOrDefault(name, "").isEmpty();
  }

  /** Returns whether a terminal is to be drawn on. */
  static boolean isWanted(Map<String, String> environment) {
    String ci = environment.getOrDefault("CI", "");
    String term = environment.getOrDefault("TERM", "");
    return (ci.isEmpty() || ci.equals("false"))
        && !isSet(environment, "NO_COLOR")
        && !term.isEmpty()
        && !term.equals("dumb");
  }

  private static Service service(Map<String, String> environment) {
    if (environment.getOrDefault("GITHUB_ACTIONS", "").equals("true")) {
      return Service.GITHUB;
    }
    return isSet(environment, "GITLAB_CI") ? Service.GITLAB : Service.NONE;
  }

  /** JDK 17 does not say which characters a stream can write; its own are as the default. */
  private static boolean writesSymbols() {
    String usual = Charset.defaultCharset().name();
    return System.getProperty("stdout.encoding", usual).equalsIgnoreCase("UTF-8");
  }

  /** Of other streams than the JVM's own it cannot be known; a subclass captures what they get. */
  private static boolean isTerminal(PrintStream stream) {
    if (stream.getClass() != PrintStream.class) {
      return false;
    }
    return (stream == System.out && isTerminal(1)) || (stream == System.err && isTerminal(2));
  }

  private static boolean isTerminal(int descriptor) {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException notLinux) {
      return isTerminalBySh(descriptor);
    }
  }

  private static boolean isTerminalBySh(int descriptor) {
    try {
      Process test = new ProcessBuilder("sh", "-c", "test -t " + descriptor).inheritIO().start();
      return test.waitFor(1, TimeUnit.SECONDS) && test.exitValue() == 0;
    } catch (IOException noShell) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
