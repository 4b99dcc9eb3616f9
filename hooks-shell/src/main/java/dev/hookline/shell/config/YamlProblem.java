package dev.hookline.shell.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A complaint of the YAML parser, in our words, at the place where the mistake began.
 *
 * @param at where the parser gave up
 * @param began where that began in which it gave up, if it says so
 * @param said what it says of the place
 * @param doing what it was doing; empty if it does not say
 */
record YamlProblem(Place at, Optional<Place> began, String said, String doing) {
  private static final Pattern INSTEAD =
      Pattern.compile("expected (?:the )?(.*?),? but (?:found|got):? (.*)", Pattern.DOTALL);
  private static final Pattern END = Pattern.compile("\\x00\\(0\\)|'?<stream end>'?");

  /**
   * Returns the problem in words.
   *
   * @param open the innermost list or map in brackets that is not closed
   * @param quoted the quoted value before the place
   */
  String words(Optional<Place> open, Optional<Place> quoted) {
    if (doing.equals("while scanning a quoted scalar") && said.startsWith("found unexpected")) {
      return place() + ": found a quote that is not closed; expected the closing quote";
    }
    if (open.isPresent() && END.matcher(said).find()) {
      return open.get() + ": found a bracket that is not closed; expected the closing bracket";
    }
    if (doing.startsWith("while parsing a flow ") && said.startsWith("expected ',' or ")) {
      return bracket();
    }
    if (said.startsWith("expected <block end>")) {
      return inBlock(quoted);
    }
    return elsewhere();
  }

  private Place place() {
    return began.orElse(at);
  }

  private String bracket() {
    return place()
        + ": found a bracket that is not closed; expected "
        + said.substring("expected ".length(), said.indexOf(", but")).replace("'", "")
        + " at "
        + at.inFile();
  }

  /** Indentation goes wrong where the parser gives up, whichever list or map it was in. */
  private String inBlock(Optional<Place> quoted) {
    boolean isMap = doing.endsWith("mapping");
    String whole = (isMap ? "map" : "list") + " that began in line " + place().line();
    if (said.contains("<scalar>")) {
      return afterValue(quoted);
    }
    if (said.contains("start>")) {
      return at + ": found an indentation that fits nothing before; expected that of the " + whole;
    }
    String found = said.contains("'-'") ? "an item of a list" : "a key of a map";
    return at
        + ": found "
        + found
        + (isMap ? "; expected a new key of the " : "; expected a new entry of the ")
        + whole;
  }

  private String afterValue(Optional<Place> quoted) {
    return quoted
        .filter(quote -> quote.line() < at.line())
        .map(quote -> quote + ": found a quote that ends only at " + at.inFile())
        .map(words -> words + ", with text after it; expected the closing quote")
        .orElse(at + ": found text after the end of a value; expected quotes around all of it");
  }

  private String elsewhere() {
    if (said.contains("TAB")) {
      return at + ": found a tab; expected spaces, because YAML indents with spaces only";
    }
    if (said.contains("mapping values are not allowed")) {
      return at
          + ": found ':' inside a value; expected quotes around the value, or another indentation";
    }
    if (said.contains("could not find expected ':'")) {
      return place() + ": found a line without ':'; expected a key and ':' before a value";
    }
    if (doing.equals("while scanning an anchor") || doing.equals("while scanning an alias")) {
      String sign = doing.endsWith("alias") ? "*" : "&";
      return place() + ": found " + sign + " without a name; expected a name right after it";
    }
    if (said.contains("expected the node content")) {
      return at + ": " + parserWords();
    }
    Matcher cannotStart = Pattern.compile("found character '(.)' that cannot.*").matcher(said);
    return cannotStart.matches()
        ? at + ": found " + cannotStart.group(1) + "; expected quotes around a value with it"
        : at + ": " + parserWords() + (doing.isEmpty() ? "" : " (" + doing + ")");
  }

  private String parserWords() {
    Matcher instead = INSTEAD.matcher(said);
    String words =
        instead.matches()
            ? "found " + plain(instead.group(2)) + "; expected " + wanted(instead.group(1))
            : said.startsWith("found ")
                ? said + "; expected valid YAML"
                : "found a problem: " + said + "; expected valid YAML";
    return VisibleText.of(END.matcher(words).replaceAll("the end of the text"));
  }

  private static String wanted(String token) {
    return token.equals("node content") ? "a value" : plain(token);
  }

  private static String plain(String token) {
    return token.replaceAll("['<>]", "");
  }
}
