package dev.hookline.shell.config;

import dev.hookline.api.HookSourceException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads a YAML file that need not be trusted, in bounded time and memory: at most 4 MiB of UTF-8
 * unless asked for more, 100 levels deep, one document. Aliases share the value they name, so a
 * file cannot grow by them (billion laughs), and none can contain itself. Merge keys ({@code <<})
 * are followed. A key that stands twice in a map is a problem; an unknown tag is not.
 */
public final class YamlFile {
  private static final String ADVICE =
      "split the file, or raise the limit with YamlFile.read(path, bytes)";

  private static final int MAX_DEPTH = 100;
  private static final int MAX_ALIASES = 1_000;
  private static final Set<ScalarStyle> QUOTES =
      Set.of(ScalarStyle.SINGLE_QUOTED, ScalarStyle.DOUBLE_QUOTED);
  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).setParseComments(false).build();

  private final TextFile file;
  private final Deque<Open> open = new ArrayDeque<>();
  private final Map<Anchor, Optional<YamlNode>> anchors = new HashMap<>();
  private final List<String> problems = new ArrayList<>();
  private Optional<YamlNode> root = Optional.empty();
  private boolean documentSeen;
  private final YamlMerge merge = new YamlMerge();
  private Optional<Place> lastQuoted = Optional.empty();
  private int aliases;

  /** A list or a map whose end has not come yet. */
  private static final class Open {
    final CollectionStartEvent start;
    final List<YamlNode> items = new ArrayList<>();
    final LinkedHashMap<String, YamlNode.Entry> entries = new LinkedHashMap<>();
    final List<YamlNode> merged = new ArrayList<>();
    @Nullable YamlNode key;

    Open(CollectionStartEvent start) {
      this.start = start;
    }
  }

  private YamlFile(TextFile file) {
    this.file = file;
  }

  /**
   * Reads a file of at most 4 MiB.
   *
   * @return its value, or empty if there is none in it
   * @throws HookSourceException with every problem that was found, each with line and column
   */
  public static Optional<YamlNode> read(Path path) {
    return read(path, TextFile.MAX_YAML);
  }

  /**
   * Reads a file of at most so many bytes; it takes some 20 times its size in memory.
   *
   * @param mostBytes at least 1, less than {@link Integer#MAX_VALUE}
   * @return its value, or empty if there is none in it
   * @throws HookSourceException with every problem that was found, each with line and column
   * @throws IllegalArgumentException if {@code mostBytes} is out of its range
   */
  public static Optional<YamlNode> read(Path path, int mostBytes) {
    if (mostBytes < 1 || mostBytes == Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "the size of a file must be from 1 to 2147483646 bytes, not " + mostBytes);
    }
    return parse(TextFile.read(path, mostBytes, ADVICE));
  }

  static Optional<YamlNode> parse(TextFile file) {
    YamlFile reader = new YamlFile(file);
    reader.parse();
    if (!reader.problems.isEmpty()) {
      throw new HookSourceException(reader.problems);
    }
    return reader.root;
  }

  private void parse() {
    try {
      ParserImpl events = new ParserImpl(SETTINGS, new StreamReader(SETTINGS, file.text()));
      while (events.hasNext()) {
        accept(events.next());
      }
    } catch (MarkedYamlEngineException e) {
      problems.add(words(e));
    } catch (ReaderException e) {
      Place place = file.place(Math.min(e.getPosition(), file.text().length()));
      String found = String.format(": found the character U+%04X", e.getCodePoint());
      problems.add(place + found + "; expected visible text");
    } catch (YamlEngineException e) {
      problems.add(Place.ofWhole(file.file()) + ": " + VisibleText.of("" + e.getMessage()));
    } catch (HookSourceException e) {
      problems.addAll(e.problems());
    }
  }

  private String words(MarkedYamlEngineException e) {
    YamlProblem problem =
        new YamlProblem(
            place(e.getProblemMark()),
            e.getContextMark().map(this::place),
            Objects.requireNonNullElse(e.getProblem(), "something that is not YAML").strip(),
            Objects.requireNonNullElse(e.getContext(), "").strip());
    Optional<Place> unclosed =
        Optional.ofNullable(open.peek())
            .filter(innermost -> innermost.start.isFlow())
            .map(innermost -> place(innermost.start.getStartMark()));
    return problem.words(unclosed, lastQuoted);
  }

  private void accept(Event event) {
    if (event instanceof DocumentStartEvent) {
      documentStarts(event);
    } else if (event instanceof ScalarEvent scalar) {
      add(scalar(scalar), scalar.getAnchor());
    } else if (event instanceof CollectionStartEvent start) {
      collectionStarts(start);
    } else if (event instanceof CollectionEndEvent) {
      Open done = open.pop();
      add(
          done.start instanceof SequenceStartEvent ? sequence(done) : mapping(done),
          done.start.getAnchor());
    } else if (event instanceof AliasEvent alias) {
      add(resolve(alias), Optional.empty());
    }
  }

  private void documentStarts(Event event) {
    if (documentSeen) {
      throw new HookSourceException(
          place(event.getStartMark()) + ": found a second document; expected one document");
    }
    documentSeen = true;
  }

  private YamlNode scalar(ScalarEvent event) {
    Place place = place(event.getStartMark());
    lastQuoted = Optional.of(place).filter(quote -> QUOTES.contains(event.getScalarStyle()));
    return event.getScalarStyle() == ScalarStyle.PLAIN
        ? YamlNode.plain(place, event.getTag(), event.getValue())
        : YamlNode.quoted(place, event.getTag(), event.getValue());
  }

  private void collectionStarts(CollectionStartEvent start) {
    if (open.size() == MAX_DEPTH) {
      String found = ": found more than " + MAX_DEPTH + " levels of lists and maps";
      throw new HookSourceException(place(start.getStartMark()) + found + "; expected fewer");
    }
    start.getAnchor().ifPresent(anchor -> anchors.put(anchor, Optional.empty()));
    open.push(new Open(start));
  }

  private YamlNode sequence(Open done) {
    return YamlNode.sequence(place(done.start.getStartMark()), done.start.getTag(), done.items);
  }

  private YamlNode mapping(Open done) {
    merge.merge(done.merged, done.entries);
    return YamlNode.mapping(place(done.start.getStartMark()), done.start.getTag(), done.entries);
  }

  private YamlNode resolve(AliasEvent alias) {
    Optional<YamlNode> named = anchors.get(alias.getAlias());
    if (named == null) {
      throw refused(alias, "an alias of an anchor that stands before it");
    }
    if (++aliases > MAX_ALIASES) {
      throw refused(alias, "at most " + MAX_ALIASES + " aliases");
    }
    return named.orElseThrow(
        () -> refused(alias, "an alias that is not inside the value that it names"));
  }

  private HookSourceException refused(AliasEvent alias, String expected) {
    return new HookSourceException(
        place(alias.getStartMark()) + ": found *" + alias.getAlias() + "; expected " + expected);
  }

  private void add(YamlNode node, Optional<Anchor> anchor) {
    anchor.ifPresent(name -> anchors.put(name, Optional.of(node)));
    Open parent = open.peek();
    if (parent == null) {
      root = node.isNothing() ? Optional.empty() : Optional.of(node);
    } else if (parent.start instanceof SequenceStartEvent) {
      parent.items.add(node);
    } else if (parent.key == null) {
      parent.key = node;
    } else {
      addEntry(parent, parent.key, node);
      parent.key = null;
    }
  }

  private void addEntry(Open parent, YamlNode key, YamlNode value) {
    if (key.kind() != YamlNode.Kind.SCALAR) {
      problems.add(key.problem("a key that is a text"));
    } else if (key.isPlain() && key.text().equals("<<")) {
      YamlMerge.collect(value, parent.merged, problems);
    } else {
      YamlNode.Entry first = parent.entries.putIfAbsent(key.text(), new YamlNode.Entry(key, value));
      if (first != null) {
        problems.add(key.problemAgain(first.key()));
      }
    }
  }

  private Place place(Optional<Mark> mark) {
    return mark.map(this::place).orElse(Place.ofWhole(file.file()));
  }

  private Place place(Mark mark) {
    return new Place(file.file(), mark.getLine() + 1, mark.getColumn() + 1);
  }
}
