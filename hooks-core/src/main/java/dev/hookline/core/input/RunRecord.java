package dev.hookline.core.input;

import dev.hookline.api.CutOffRule;
import dev.hookline.api.HookId;
import dev.hookline.api.HookResult;
import dev.hookline.api.RunStatus;
import dev.hookline.core.secret.Masker;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The durable record of one run: what is written down before and after each act, and what an
 * earlier process of the run had written. Thread-safe. Once something could not be written nothing
 * is written any more, and nothing more may begin.
 */
public interface RunRecord {

  /** Returns the id of the run. */
  String runId();

  /** Returns how a hook had ended before the run was resumed; null if it had not. */
  @Nullable RecordedEnd endOf(HookId hook);

  /** Returns the rule for a hook that was cut off; null if it was not running. */
  @Nullable CutOffRule ruleOf(HookId hook);

  /** Returns the failure of a hook that was cut off and is undone. */
  Throwable cutOff(HookId hook);

  /** Records that a hook is about to begin. */
  void started(HookId hook);

  /** Records that another attempt is about to begin. */
  void attempted(HookId hook, int attempt);

  /** Notes a variable that a hook hands over; empty if its value may not be written down. */
  void exported(HookId hook, String name, Optional<String> value);

  /** Records how a hook has ended, unless an earlier process did. */
  void ended(HookResult result, Masker masker);

  /** Notes that the end of a hook counts now for all that follows. */
  void counted(HookId hook);

  /** Records how the run has ended. */
  void finished(RunStatus status);

  /** Returns whether something could not be written. */
  boolean isBroken();

  /** Returns, once, why something could not be written; null if all was, or this was asked. */
  @Nullable Throwable takeTrouble();
}
