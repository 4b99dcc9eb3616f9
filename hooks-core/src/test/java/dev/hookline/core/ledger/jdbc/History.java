package dev.hookline.core.ledger.jdbc;

import static dev.hookline.core.ledger.jdbc.Servers.column;
import static dev.hookline.core.ledger.jdbc.Servers.execute;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.core.ledger.LedgerEntry;
import dev.hookline.core.ledger.LedgerEntry.Event;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** What a fleet leaves in its tables, and what must hold of it after any disturbance. */
final class History {
  /** An entry by a token that is smaller than one before, or by a new one that did not begin. */
  private static final String WRITTEN_OUT_OF_TURN =
      """
      SELECT id FROM (
        SELECT id, event, token, lag(token) OVER (PARTITION BY id ORDER BY no) AS before
        FROM hookline_entry) AS entry
      WHERE token < before OR (token IS DISTINCT FROM before AND event <> 'begun')
      """;

  private static final String DONE_WITHOUT_EFFECT =
      """
      SELECT id FROM hookline_entry entry WHERE event = 'done' AND NOT EXISTS (
        SELECT 1 FROM effect WHERE effect.token = entry.token)
      """;

  private History() {}

  static void begin(DataSource source) throws SQLException {
    JdbcLedger.on(source).createTables();
    execute(source, "CREATE TABLE effect (key text, token bigint)");
  }

  /**
   * Never two owners that both wrote, never a success without its effect, no effect whose key was
   * forgotten, nothing done twice, nothing left open.
   */
  static void check(DataSource source, int keys) throws SQLException {
    List<LedgerEntry> entries = JdbcLedger.on(source).entries();
    Map<String, Event> last = new HashMap<>();
    entries.forEach(entry -> last.put(entry.key().toString(), entry.event()));
    assertThat(last).hasSize(keys);
    assertThat(last.values()).containsOnly(Event.DONE);
    assertThat(timesDone(entries).values()).containsOnly(1L);
    assertThat(column(source, WRITTEN_OUT_OF_TURN)).isEmpty();
    assertThat(column(source, DONE_WITHOUT_EFFECT)).isEmpty();
    assertThat(column(source, "SELECT DISTINCT key FROM effect"))
        .containsExactlyInAnyOrderElementsOf(last.keySet());
  }

  private static Map<String, Long> timesDone(List<LedgerEntry> entries) {
    return entries.stream()
        .filter(entry -> entry.event() == Event.DONE)
        .collect(Collectors.groupingBy(entry -> entry.key().toString(), Collectors.counting()));
  }
}
