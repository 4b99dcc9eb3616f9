package dev.hookline.core.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Masks a stream of bytes, however it is cut into pieces. Forms that overlap are masked as one.
 * What may be the beginning of a secret is held back, but copied nowhere: it is the beginning of a
 * form, which the {@link SecretTrie} has. Not thread-safe.
 */
public final class StreamMasker {
  private static final byte[] MASK = Masker.MASK.getBytes(UTF_8);
  private static final byte[] NOTHING = {};

  /** Takes what is masked, in pieces. */
  @FunctionalInterface
  public interface Sink {
    /** Takes a piece; the bytes may change after the call. */
    void accept(byte[] bytes, int offset, int length);
  }

  private Sink sink;
  private @Nullable SecretTrie trie;
  private int state = SecretTrie.ROOT;

  // Positions count from the first byte of the stream.
  private final Ranges found = new Ranges();
  private long shown;
  private long pieceStart;

  private byte[] held = NOTHING;
  private int heldLength;
  private byte[] piece = NOTHING;
  private int pieceOffset;

  /** Creates a masker of one stream. */
  public StreamMasker(Sink sink) {
    this.sink = sink;
  }

  /** Masks the next piece; the masker may know more secrets than it did before. */
  public void write(Masker masker, byte[] bytes, int offset, int length) {
    if (masker.isNone()) {
      sink.accept(bytes, offset, length);
      return;
    }
    SecretTrie newest = masker.trie();
    if (newest != trie) {
      learn(newest);
    }
    scan(newest, bytes, offset, length);
  }

  /** Looks again at what is held back, which may be shown by now, or be a new secret. */
  private void learn(SecretTrie newest) {
    SecretTrie former = trie;
    trie = newest;
    if (former != null && state != SecretTrie.ROOT) {
      byte[] again = former.form(state);
      int length = former.depth(state);
      state = SecretTrie.ROOT;
      found.clear();
      pieceStart -= length;
      scan(newest, again, 0, length);
    }
  }

  private void scan(SecretTrie secrets, byte[] bytes, int offset, int length) {
    begin(secrets, bytes, offset);
    int at = 0;
    int now = state;
    while (true) {
      if (now == SecretTrie.ROOT) {
        at = secrets.skip(bytes, offset + at, offset + length) - offset;
      }
      if (at == length) {
        break;
      }
      now = secrets.next(now, bytes[offset + at++]);
      int longest = secrets.longest(now);
      if (longest > 0) {
        show(pieceStart + at - secrets.depth(now));
        found(pieceStart + at - longest, pieceStart + at);
      }
    }
    state = now;
    show(pieceStart + length - secrets.depth(now));
    pieceStart += length;
    piece = NOTHING;
  }

  private void begin(SecretTrie secrets, byte[] bytes, int offset) {
    held = secrets.form(state);
    heldLength = secrets.depth(state);
    piece = bytes;
    pieceOffset = offset;
  }

  /** Notes a form; if it overlaps with what is masked already, that mask stands for both. */
  private void found(long from, long to) {
    long start = found.removeThoseThatEndAfter(from);
    if (start < shown) {
      shown = to;
    } else {
      found.add(start, to);
    }
  }

  /** Shows what no form that is still to be found can begin before. */
  private void show(long settled) {
    while (!found.isEmpty() && found.firstStart() < settled) {
      showText(found.firstStart());
      sink.accept(MASK, 0, MASK.length);
      shown = found.removeFirst();
    }
    showText(settled);
  }

  private void showText(long to) {
    if (shown < Math.min(to, pieceStart)) {
      long heldTo = Math.min(to, pieceStart);
      int from = heldLength - (int) (pieceStart - shown);
      sink.accept(held, from, (int) (heldTo - shown));
      shown = heldTo;
    }
    if (shown < to) {
      sink.accept(piece, pieceOffset + (int) (shown - pieceStart), (int) (to - shown));
      shown = to;
    }
  }

  /** Shows what is held back, because nothing follows. */
  public void end() {
    SecretTrie secrets = trie;
    if (secrets != null) {
      begin(secrets, NOTHING, 0);
      show(pieceStart);
      state = SecretTrie.ROOT;
      found.clear();
    }
  }

  /** Returns what {@link #end} would show. */
  public String heldText() {
    StreamMasker copy = new StreamMasker(sink);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    copy.sink = text::write;
    copy.trie = trie;
    copy.state = state;
    copy.shown = shown;
    copy.pieceStart = pieceStart;
    copy.found.addAll(found);
    copy.end();
    return text.toString(UTF_8);
  }
}
