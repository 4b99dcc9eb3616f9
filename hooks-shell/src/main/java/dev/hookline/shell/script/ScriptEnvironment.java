package dev.hookline.shell.script;

import dev.hookline.api.HookContext;
import dev.hookline.shell.process.InheritedVariables;
import java.io.IOException;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Derives the environment of a script from that of its context. */
public final class ScriptEnvironment {
  /** The variable by which the processes of a script are found. */
  private static final String COOKIE = "HOOKLINE_COOKIE";

  private static final Set<String> SHELL_SETTINGS =
      Set.of(
          "BASH_ENV",
          "ENV",
          "SHELLOPTS",
          "BASHOPTS",
          "CDPATH",
          "GLOBIGNORE",
          "PS4",
          "BASH_XTRACEFD");
  private static final String FUNCTION = "BASH_FUNC_";

  /** Those of them that this JVM has: mostly none. */
  private static final List<String> INHERITED_SETTINGS = inheritedSettings();

  private static final String JVM_ID = Long.toHexString(ThreadLocalRandom.current().nextLong());
  private static final AtomicLong RUNS = new AtomicLong();

  private ScriptEnvironment() {}

  /** Returns a text that no other process tree on this machine has. */
  public static String newCookie() {
    return JVM_ID + "." + RUNS.incrementAndGet() + ";";
  }

  /**
   * Returns the variables of the script; those that are handed over as files are in no variable.
   */
  public static Map<String, String> of(
      HookContext context, String cookie, List<String> secretFiles, TempFiles files)
      throws IOException, LaunchException {
    Map<String, String> variables = new HashMap<>(context.environment());
    removeInheritedShellSettings(variables);
    for (String name : secretFiles) {
      moveToFile(name, variables, files);
    }
    putThoseOfTheCall(context, variables);
    variables.put(COOKIE, outerCookies() + cookie);
    return variables;
  }

  /**
   * Returns the variables of a script that runs where nothing of this environment is inherited: all
   * that a layer sets to another value than this process has, and those that say what is called.
   */
  public static Map<String, String> elsewhere(HookContext context) {
    Map<String, String> variables = new TreeMap<>(context.environment());
    variables.entrySet().removeIf(v -> v.getValue().equals(System.getenv(v.getKey())));
    putThoseOfTheCall(context, variables);
    return variables;
  }

  private static void putThoseOfTheCall(HookContext context, Map<String, String> variables) {
    variables.put("HOOKLINE_PHASE", context.phase().name());
    variables.put("HOOKLINE_HOOK", context.name());
    variables.put("HOOKLINE_ATTEMPT", Integer.toString(context.attempt()));
    variables.put("HOOKLINE_RUN", context.runId());
  }

  /**
   * Returns the variables with which a person does the same, where nothing is handed over; they are
   * put together when they are read, as only those of a hook that has failed are.
   */
  public static Map<String, String> byHand(HookContext context) {
    return new ByHand(context.environment(), context.phase().name(), context.name());
  }

  private static final class ByHand extends AbstractMap<String, String> {
    private final Map<String, String> environment;
    private final String phase;
    private final String hook;

    ByHand(Map<String, String> environment, String phase, String hook) {
      this.environment = environment;
      this.phase = phase;
      this.hook = hook;
    }

    @Override
    public Set<Map.Entry<String, String>> entrySet() {
      Map<String, String> variables = new HashMap<>(environment);
      variables.put("HOOKLINE_PHASE", phase);
      variables.put("HOOKLINE_HOOK", hook);
      variables.put("HOOKLINE_OUTPUT", "/dev/null");
      return Collections.unmodifiableSet(variables.entrySet());
    }
  }

  /** Keeps the tree of a tool that was itself started by a hook inside the tree of that hook. */
  private static String outerCookies() {
    return InheritedVariables.getOrDefault(COOKIE, "");
  }

  /** A variable that a layer of the hook sets to another value is meant. */
  private static void removeInheritedShellSettings(Map<String, String> variables) {
    for (String name : INHERITED_SETTINGS) {
      if (InheritedVariables.contain(name, variables.getOrDefault(name, ""))) {
        variables.remove(name);
      }
    }
  }

  private static List<String> inheritedSettings() {
    List<String> settings = new ArrayList<>();
    for (String name : InheritedVariables.names()) {
      if (SHELL_SETTINGS.contains(name) || name.startsWith(FUNCTION)) {
        settings.add(name);
      }
    }
    return settings;
  }

  private static void moveToFile(String name, Map<String, String> variables, TempFiles files)
      throws IOException, LaunchException {
    String value = variables.remove(name);
    if (value == null) {
      throw LaunchException.cannotExecute(
          "the variable "
              + name
              + ", which is to be handed over as a file, is not in the environment; set it");
    }
    ArgumentLimits.checkSurrogates("the variable ", name, value);
    variables.put(name + "_FILE", files.create(".secret", value).toString());
  }
}
