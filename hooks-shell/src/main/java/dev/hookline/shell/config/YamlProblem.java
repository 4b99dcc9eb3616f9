package dev.hookline.shell.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Puts the complaints of the YAML parser into our words. */
final class YamlProblem {
  private static final Pattern INSTEAD =
      Pattern.compile("expected (?:the )?(.*?), but (?:found|got) (.*)", Pattern.DOTALL);

  private YamlProblem() {}

  static String words(Place place, @Nullable String problem, @Nullable String context) {
    String said = problem == null ? "something that is not YAML" : problem.strip();
    String where = context == null || said.contains("TAB") ? "" : " (" + context.strip() + ")";
    return place + ": " + words(said) + where;
  }

  private static String words(String said) {
    if (said.contains("TAB")) {
      return "found a tab; expected spaces, because YAML indents with spaces only";
    }
    if (said.contains("mapping values are not allowed")) {
      return "found ':' inside a value; expected quotes around the value, or another indentation";
    }
    if (said.contains("could not find expected ':'")) {
      return "found a line without ':'; expected a key and ':' before a value";
    }
    Matcher instead = INSTEAD.matcher(said);
    return instead.matches()
        ? "found " + plain(instead.group(2)) + "; expected " + plain(instead.group(1))
        : said.startsWith("found ")
            ? said + "; expected valid YAML"
            : "found a problem: " + said + "; expected valid YAML";
  }

  private static String plain(String token) {
    return token.replaceAll("['<>]", "");
  }
}
