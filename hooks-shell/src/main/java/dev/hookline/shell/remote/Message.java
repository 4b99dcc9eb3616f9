package dev.hookline.shell.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hookline.api.HookContext;
import dev.hookline.shell.script.ScriptCommand;
import dev.hookline.shell.script.ScriptEnvironment;
import dev.hookline.shell.script.ShellWords;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is sent to the shell on the other side: everything about the script, as one program. */
final class Message {
  /** In the list of processes; it says that it is ready, and runs what it then reads as a whole. */
  private static final String WRAPPER =
      "hl_m=%s;printf %%s \"$hl_m+\";read -r hl_n&&hl_p=$(dd ibs=1 count=$hl_n obs=65536"
          + " 2>/dev/null)&&case $hl_p in *$hl_m)eval \"$hl_p\";;*)exit 255;esac";

  private static final String DRIVER = driver();

  /** A shell sets no variable with another name. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private static final Duration REPORTING = Duration.ofSeconds(2);
  private static final int TENTHS = 100;

  private final RemoteScript script;
  private final HookContext context;
  private final String marker;

  Message(RemoteScript script, HookContext context, String marker) {
    this.script = script;
    this.context = context;
    this.marker = marker;
  }

  /** Returns what the client runs, in which there is nothing of the script. */
  static String wrapper(String marker) {
    return WRAPPER.formatted(marker);
  }

  /** Returns the length, and the program, which ends with the marker so that a part is refused. */
  byte[] bytes() {
    String program =
        variables()
            + text()
            + DRIVER
                .replace("@cd@", script.directory().map(Message::change).orElse(""))
                .replace("@interpreter@", inQuotes(script.interpreter()))
                .replace("@tenths@", Long.toString(grace().toMillis() / TENTHS))
                .replace("@name@", UUID.randomUUID().toString())
                .replace("@marker@", marker)
            + "#"
            + marker;
    byte[] bytes = program.getBytes(UTF_8);
    byte[] length = (bytes.length + "\n").getBytes(UTF_8);
    byte[] all = new byte[length.length + bytes.length];
    System.arraycopy(length, 0, all, 0, length.length);
    System.arraycopy(bytes, 0, all, length.length, bytes.length);
    return all;
  }

  /** A shell takes its arguments from the text, so that no list of processes has them. */
  private String text() {
    String arguments = inQuotes(script.arguments(context.arguments()));
    boolean isShell = script.interpreter().stream().anyMatch(ScriptCommand::isShell);
    return isShell
        ? "set --\nhl_s=" + inQuotes("set -- " + arguments + ";" + script.text()) + "\n"
        : "set -- " + arguments + "\nhl_s=" + inQuotes(script.text()) + "\n";
  }

  private static String change(String directory) {
    return "CDPATH= cd -- " + inQuotes(directory) + "&&";
  }

  private String variables() {
    return ScriptEnvironment.elsewhere(context).entrySet().stream()
        .filter(v -> NAME.matcher(v.getKey()).matches())
        .map(v -> "export %s=%s\n".formatted(v.getKey(), inQuotes(v.getValue())))
        .collect(Collectors.joining());
  }

  /** Returns the names that no shell can set. */
  List<String> unsentVariables() {
    return ScriptEnvironment.elsewhere(context).keySet().stream()
        .filter(name -> !NAME.matcher(name).matches())
        .toList();
  }

  /** Some time is kept to bring back how it ended. */
  private Duration grace() {
    Duration whole = context.gracePeriod();
    Duration half = whole.dividedBy(2);
    return whole.minus(half.compareTo(REPORTING) < 0 ? half : REPORTING);
  }

  private static String inQuotes(List<String> words) {
    return words.stream().map(Message::inQuotes).collect(Collectors.joining(" "));
  }

  /** {@link ShellWords#quoted} may write what only bash reads. */
  private static String inQuotes(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  /** Comments are for readers here. */
  private static String driver() {
    try (InputStream in = Message.class.getResourceAsStream("driver.sh")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line + "\n")
          .collect(Collectors.joining());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
