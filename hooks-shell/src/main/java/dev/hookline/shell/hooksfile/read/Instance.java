package dev.hookline.shell.hooksfile.read;

import dev.hookline.shell.hooksfile.action.ActionKeys;
import dev.hookline.shell.hooksfile.action.ScriptMaker;
import dev.hookline.shell.hooksfile.table.Fields;
import dev.hookline.shell.hooksfile.table.Problems;
import dev.hookline.shell.hooksfile.text.Row;
import dev.hookline.shell.hooksfile.text.Template;
import dev.hookline.shell.hooksfile.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One of the hooks that a hook with a matrix stands for, or the only one.
 *
 * @param hook what the file says
 * @param row the values of the matrix
 * @param base the name that it shares with the other instances, or its own
 * @param name its own name
 */
record Instance(Fields hook, Row row, String base, String name) {
  private static final Pattern DIRECTORIES = Pattern.compile("[^ =]*[/\\\\]");
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_COMMAND = 1000;

  /** Returns the instances of a hook, in the order of the matrix. */
  static List<Instance> of(Fields hook, Problems problems) {
    if (hook.isAlone()) {
      String own = derived(hook);
      return List.of(new Instance(hook, Row.NONE, own, own));
    }
    Optional<Template> given = hook.get(HookKeys.NAME);
    Template name = given.orElseGet(() -> Template.literal(derived(hook)));
    List<Instance> instances = new ArrayList<>();
    List<Row> rows = Matrix.rows(hook, problems);
    problems.count(hook.node(), hook.size() * (rows.size() - 1));
    for (Row row : rows) {
      Texts texts = new Texts(row, hook.nodeOf(HookKeys.NAME), problems);
      String own = name.isLiteral() ? name.text() + row.suffix() : texts.of(name).text();
      instances.add(new Instance(hook, row, name.text(), own));
    }
    return instances;
  }

  /** Returns a name for a hook that has none: its command without the directories in it. */
  private static String derived(Fields hook) {
    String shown =
        hook.get(ActionKeys.SCRIPT)
            .map(Template::text)
            .orElseGet(
                () ->
                    String.join(" ", ScriptMaker.texts(hook.all(ActionKeys.RUN), Template::text)));
    String begin = shown.substring(0, Math.min(shown.length(), LONGEST_COMMAND));
    String name = printable(withoutDirectories(begin)).strip();
    return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME).strip() + "…" : name;
  }

  private static String withoutDirectories(String shown) {
    int slash = Math.max(shown.lastIndexOf('/'), shown.lastIndexOf('\\'));
    if (slash < 0) {
      return shown;
    }
    int blank = shown.indexOf(' ');
    boolean isProgram = (blank < 0 || slash < blank) && shown.indexOf('=') < 0;
    return isProgram ? shown.substring(slash + 1) : DIRECTORIES.matcher(shown).replaceAll("");
  }

  private static String printable(String shown) {
    for (int i = 0; i < shown.length(); i++) {
      if (shown.charAt(i) < ' ' || shown.charAt(i) > '~') {
        return UNPRINTABLE.matcher(shown).replaceAll(" ");
      }
    }
    return shown;
  }
}
