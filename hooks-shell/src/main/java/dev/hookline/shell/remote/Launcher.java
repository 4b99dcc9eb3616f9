package dev.hookline.shell.remote;

import com.google.common.collect.ImmutableList;
import dev.hookline.api.CheckReturnValue;
import dev.hookline.shell.script.ShellWords;
import java.util.List;

/**
 * The client that runs a command elsewhere, such as {@code ssh web1} or {@code docker exec -i
 * blog}. Immutable and thread-safe.
 *
 * <p>The client is the user's own, found on the {@code PATH} of the hook, and so is its
 * configuration: hosts, users, keys, ports and contexts are named as on the command line. It has no
 * terminal, so that it cannot ask for a password. The other side needs a POSIX shell {@code sh}
 * with {@code dd}, and {@code /dev/fd}.
 */
@CheckReturnValue
public final class Launcher {
  private static final List<String> SHELL = List.of("sh", "-c");

  private final List<String> first;
  private final List<String> last;
  private final boolean isReadByAShell;

  private Launcher(List<String> first, List<String> last, boolean isReadByAShell) {
    this.first = first;
    this.last = last;
    this.isReadByAShell = isReadByAShell;
  }

  private static Launcher of(List<String> client, String[] words, List<String> last) {
    if (words.length == 0) {
      throw new IllegalArgumentException(
          ShellWords.quoted(client) + " needs to know where; name the host or the container");
    }
    List<String> where = ShellWords.checked("launcher", List.of(words));
    return new Launcher(joined(client, where), last, false);
  }

  /**
   * Returns {@code ssh -T WORDS}.
   *
   * @param words its options, if any, and the destination, such as {@code "web1"} or {@code "-p",
   *     "2222", "deploy@web1"}
   * @throws IllegalArgumentException if there is no word, or one with NUL in it
   */
  public static Launcher ssh(String... words) {
    return new Launcher(of(List.of("ssh", "-T"), words, SHELL).first, SHELL, true);
  }

  /**
   * Returns {@code docker exec -i WORDS}.
   *
   * @param words its options, if any, and the container
   * @throws IllegalArgumentException if there is no word, or one with NUL in it
   */
  public static Launcher dockerExec(String... words) {
    return of(List.of("docker", "exec", "-i"), words, SHELL);
  }

  /**
   * Returns {@code docker run --rm -i --entrypoint sh WORDS}: a container for this hook alone.
   *
   * @param words its options, if any, and the image
   * @throws IllegalArgumentException if there is no word, or one with NUL in it
   */
  public static Launcher dockerRun(String... words) {
    return of(List.of("docker", "run", "--rm", "-i", "--entrypoint", "sh"), words, List.of("-c"));
  }

  /**
   * Returns {@code podman exec -i WORDS}.
   *
   * @param words its options, if any, and the container
   * @throws IllegalArgumentException if there is no word, or one with NUL in it
   */
  public static Launcher podmanExec(String... words) {
    return of(List.of("podman", "exec", "-i"), words, SHELL);
  }

  /**
   * Returns {@code podman run --rm -i --entrypoint sh WORDS}: a container for this hook alone.
   *
   * @param words its options, if any, and the image
   * @throws IllegalArgumentException if there is no word, or one with NUL in it
   */
  public static Launcher podmanRun(String... words) {
    return of(List.of("podman", "run", "--rm", "-i", "--entrypoint", "sh"), words, List.of("-c"));
  }

  /**
   * Returns {@code kubectl exec -i WORDS --}.
   *
   * @param words its options, if any, and the pod, such as {@code "-n", "shop", "deploy/web"}
   * @throws IllegalArgumentException if there is no word, or one with NUL in it
   */
  public static Launcher kubectlExec(String... words) {
    return of(List.of("kubectl", "exec", "-i"), words, List.of("--", "sh", "-c"));
  }

  /**
   * Returns another client: a program with all the words that come before a command, which it runs
   * without a shell of its own and with its standard input, such as {@code "sudo", "-u", "web"} or
   * {@code "nsenter", "-t", "1", "-a"}.
   *
   * @throws IllegalArgumentException if there is no word, if the first one is empty, or if one has
   *     NUL in it
   */
  public static Launcher words(String... words) {
    List<String> checked =
        ShellWords.withProgram("launcher", List.of(words), "Launcher.ssh(\"web1\")");
    return new Launcher(checked, SHELL, false);
  }

  private static List<String> joined(List<String> some, List<String> more) {
    return ImmutableList.<String>builder().addAll(some).addAll(more).build();
  }

  /** Returns the client, as a message names it. */
  String client() {
    return first.get(0);
  }

  /** Returns the words that have a shell elsewhere read this text. */
  List<String> words(String text, List<String> more) {
    List<String> command = joined(joined(last, List.of(text)), more);
    return joined(first, isReadByAShell ? List.of(ShellWords.quoted(command)) : command);
  }

  /** Returns the client and where it leads, such as {@code ssh -T web1}. */
  @Override
  public String toString() {
    return ShellWords.quoted(first);
  }
}
