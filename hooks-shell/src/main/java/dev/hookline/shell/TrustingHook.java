package dev.hookline.shell;

import dev.hookline.api.Hook;
import dev.hookline.shell.trust.TrustRule;

/** A hook that checks the files that it runs. */
abstract class TrustingHook implements Hook {
  /** Returns the same hook with this rule, unless it has been given one already. */
  abstract Hook orTrusting(TrustRule rule);
}
