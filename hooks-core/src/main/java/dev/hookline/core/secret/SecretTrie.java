package dev.hookline.core.secret;

import java.util.List;

/**
 * Finds all forms of all secrets in one pass (Aho and Corasick): a state stands for the beginning
 * of a form that the bytes so far end with, so no byte is read twice, however the secrets look.
 * Immutable.
 */
final class SecretTrie {
  static final int ROOT = 0;

  private final byte[][] forms;
  private final SecretSkip skip;
  private int size = 1;

  // What is known of each state.
  private final int[] parent;
  private final byte[] label;
  private final int[] owner;
  private final int[] depth;
  private final int[] fallback;
  private final int[] longest;

  /** The states by parent and label: an open hash table, in which 0 is an empty place. */
  private final int[] children;

  /** The children of the root by label, because most steps begin there. */
  private final int[] first = new int[256];

  /** Makes the trie of forms, none of which is empty. */
  SecretTrie(List<byte[]> forms) {
    this.forms = forms.toArray(new byte[0][]);
    int most = 1;
    for (byte[] form : forms) {
      most += form.length;
    }
    this.parent = new int[most];
    this.label = new byte[most];
    this.owner = new int[most];
    this.depth = new int[most];
    this.fallback = new int[most];
    this.longest = new int[most];
    this.children = new int[Integer.highestOneBit(most) * 4];
    for (int i = 0; i < this.forms.length; i++) {
      add(i);
    }
    linkFallbacks();
    this.skip = new SecretSkip(this.forms);
  }

  private void add(int index) {
    int state = ROOT;
    for (byte b : forms[index]) {
      int child = child(state, b);
      state = child == ROOT ? addChild(state, b, index) : child;
    }
    longest[state] = depth[state];
  }

  private int addChild(int state, byte b, int index) {
    int child = size++;
    parent[child] = state;
    label[child] = b;
    owner[child] = index;
    depth[child] = depth[state] + 1;
    if (state == ROOT) {
      first[b & 0xff] = child;
    }
    int place = place(state, b);
    while (children[place] != ROOT) {
      place = (place + 1) & (children.length - 1);
    }
    children[place] = child;
    return child;
  }

  /** A state falls back to the longest other beginning that it ends with; short ones come first. */
  private void linkFallbacks() {
    for (int state : byDepth()) {
      if (depth[state] > 1) {
        fallback[state] = next(fallback[parent[state]], label[state]);
        longest[state] = Math.max(longest[state], longest[fallback[state]]);
      }
    }
  }

  private int[] byDepth() {
    int deepest = 0;
    for (int state = 0; state < size; state++) {
      deepest = Math.max(deepest, depth[state]);
    }
    int[] starts = new int[deepest + 2];
    for (int state = 0; state < size; state++) {
      starts[depth[state] + 1]++;
    }
    for (int i = 1; i < starts.length; i++) {
      starts[i] += starts[i - 1];
    }
    int[] ordered = new int[size];
    for (int state = 0; state < size; state++) {
      ordered[starts[depth[state]]++] = state;
    }
    return ordered;
  }

  /** Returns the state after one more byte. */
  int next(int state, byte b) {
    int from = state;
    while (from != ROOT) {
      int child = child(from, b);
      if (child != ROOT) {
        return child;
      }
      from = fallback[from];
    }
    return first[b & 0xff];
  }

  /** Returns the state below another one, or the root if there is none. */
  private int child(int state, byte b) {
    int usual = state + 1; // a form that is new from here on has its states in a row
    if (usual < size && parent[usual] == state && label[usual] == b) {
      return usual;
    }
    int place = place(state, b);
    while (children[place] != ROOT) {
      int child = children[place];
      if (parent[child] == state && label[child] == b) {
        return child;
      }
      place = (place + 1) & (children.length - 1);
    }
    return ROOT;
  }

  private int place(int state, byte b) {
    int hash = ((state << 8) | (b & 0xff)) * 0x9e3779b9;
    return (hash ^ (hash >>> 15)) & (children.length - 1);
  }

  /** Returns how many of the last bytes the state stands for: they may begin a form. */
  int depth(int state) {
    return depth[state];
  }

  /** Returns a form that begins with the bytes that the state stands for. */
  byte[] form(int state) {
    return forms[owner[state]];
  }

  /** Returns the length of the longest form that ends here; 0 if none does. */
  int longest(int state) {
    return longest[state];
  }

  /** Returns the next index at which a form may begin, or {@code to}. */
  int skip(byte[] bytes, int from, int to) {
    return skip.next(bytes, from, to);
  }

  /** Returns how many bytes at the end may be the beginning of a form. */
  int begunAtEnd(byte[] bytes) {
    int state = ROOT;
    for (int at = 0; at < bytes.length; ) {
      at = state == ROOT ? skip(bytes, at, bytes.length) : at;
      state = at < bytes.length ? next(state, bytes[at++]) : state;
    }
    return depth[state];
  }

  /** Returns whether there is a form of a secret in the bytes. */
  boolean isIn(byte[] bytes) {
    int state = ROOT;
    int at = 0;
    while (at < bytes.length && longest[state] == 0) {
      at = state == ROOT ? skip(bytes, at, bytes.length) : at;
      state = at < bytes.length ? next(state, bytes[at++]) : state;
    }
    return longest[state] > 0;
  }
}
