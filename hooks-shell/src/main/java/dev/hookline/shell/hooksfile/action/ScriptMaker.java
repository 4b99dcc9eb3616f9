package dev.hookline.shell.hooksfile.action;

import dev.hookline.api.Hook;
import dev.hookline.shell.Interpreter;
import dev.hookline.shell.ScriptHook;
import dev.hookline.shell.Stdin;
import dev.hookline.shell.Trust;
import dev.hookline.shell.hooksfile.table.Fields;
import dev.hookline.shell.hooksfile.table.Key;
import dev.hookline.shell.hooksfile.text.LateValues;
import dev.hookline.shell.hooksfile.text.Template;
import dev.hookline.shell.hooksfile.text.Texts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Makes the script hook of an action, whenever its values are known.
 *
 * @param action the values of {@link ActionKeys}
 * @param trust the trust in script files
 */
public record ScriptMaker(Fields action, Trust trust) {

  /** Returns the hook, which asks for values that are not known yet when its turn comes. */
  public Hook hook(Texts texts, LateValues late) {
    AtomicBoolean isLate = new AtomicBoolean(!late.areNone());
    Hook known =
        hook(
            template -> {
              Template text = texts.of(template);
              if (!text.isLiteral()) {
                isLate.set(true);
              }
              return text.text();
            });
    return isLate.get() ? new LateHook(known, this, texts.row(), late) : known;
  }

  /**
   * Returns the hook.
   *
   * @param value returns the text of a template
   * @throws IllegalArgumentException if a text cannot be used
   */
  Hook hook(Function<Template, String> value) {
    Optional<Path> file = action.get(ActionKeys.SCRIPT).map(value).map(Path::of);
    ScriptHook script = script(file, value);
    return file.isPresent() ? new TrustedScript(script, file.get(), trust) : script;
  }

  private ScriptHook script(Optional<Path> file, Function<Template, String> value) {
    Adding adding = new Adding(action, value, source(file, value));
    if (action.isAlone()) {
      return adding.script;
    }
    adding.words(ActionKeys.ARGUMENTS, ScriptHook::arguments);
    adding.words(ActionKeys.LAUNCHER, ScriptHook::launcher);
    adding.words(
        ActionKeys.INTERPRETER, (script, words) -> script.interpreter(Interpreter.of(words)));
    adding.text(ActionKeys.LOG, (script, log) -> script.logTo(Path.of(log)));
    adding.value(ActionKeys.STDIN, (script, stdin) -> script.stdin(stdin(stdin, value)));
    adding.value(ActionKeys.RUN_ARGUMENTS, (s, is) -> is ? s : s.withoutRunArguments());
    adding.value(ActionKeys.OWN_SESSION, (s, is) -> is ? s : s.withoutOwnSession());
    adding.value(ActionKeys.SEPARATE_STREAMS, (s, is) -> is ? s.separateStreams() : s);
    adding.value(ActionKeys.BACKGROUND, ScriptHook::background);
    adding.value(ActionKeys.SETTLE, ScriptHook::settle);
    adding.value(ActionKeys.OUTPUT_LIMIT, ScriptHook::outputLimit);
    adding.value(
        ActionKeys.SECRETS_AS_FILES,
        (script, names) -> {
          ScriptHook all = script;
          for (String name : names) {
            all = all.secretAsFile(name);
          }
          return all;
        });
    return adding.script;
  }

  private ScriptHook source(Optional<Path> file, Function<Template, String> value) {
    if (file.isPresent()) {
      return ScriptHook.file(file.get());
    }
    Optional<Template> inline = action.get(ActionKeys.INLINE);
    return inline.isPresent()
        ? ScriptHook.inline(Interpreter.asTheFileSays(), value.apply(inline.get()))
        : command(texts(action.all(ActionKeys.RUN), value));
  }

  /** Returns the hook that runs these words. */
  public static ScriptHook command(List<String> words) {
    return ScriptHook.command(words.get(0), words.subList(1, words.size()).toArray(String[]::new));
  }

  /** Returns the texts of templates. */
  public static List<String> texts(List<Template> templates, Function<Template, String> value) {
    List<String> texts = new ArrayList<>(templates.size());
    for (Template template : templates) {
      texts.add(value.apply(template));
    }
    return texts;
  }

  private static Stdin stdin(Fields stdin, Function<Template, String> value) {
    Optional<Template> text = stdin.get(ActionKeys.STDIN_TEXT);
    return text.isPresent()
        ? Stdin.text(value.apply(text.get()))
        : Stdin.file(Path.of(stdin.get(ActionKeys.STDIN_FILE).map(value).orElseThrow()));
  }

  /** Adds settings to a hook, one by one. */
  private static final class Adding {
    private final Fields action;
    private final Function<Template, String> value;
    private ScriptHook script;

    Adding(Fields action, Function<Template, String> value, ScriptHook script) {
      this.action = action;
      this.value = value;
      this.script = script;
    }

    <T> void value(Key<T> key, BiFunction<ScriptHook, T, ScriptHook> setting) {
      Optional<T> present = action.get(key);
      if (present.isPresent()) {
        script = setting.apply(script, present.get());
      }
    }

    void text(Key<Template> key, BiFunction<ScriptHook, String, ScriptHook> setting) {
      value(key, (script, text) -> setting.apply(script, value.apply(text)));
    }

    void words(Key<List<Template>> key, BiFunction<ScriptHook, String[], ScriptHook> setting) {
      value(
          key,
          (script, words) -> setting.apply(script, texts(words, value).toArray(String[]::new)));
    }
  }
}
