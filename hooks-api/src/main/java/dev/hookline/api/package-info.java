/**
 * What the author of a hook, of a hook source or of a listener compiles against.
 *
 * <p>Start at {@link dev.hookline.api.Hook}, then {@link dev.hookline.api.HookContext} (what a hook
 * gets) and {@link dev.hookline.api.HookSpec} (a hook bound to a phase, with its order, limits and
 * failure policy). The other public types are the words used by these three:
 *
 * <ul>
 *   <li>when: {@link dev.hookline.api.Phase}, {@link dev.hookline.api.Lifecycle}, {@link
 *       dev.hookline.api.HookOrder}, {@link dev.hookline.api.HookKind}, {@link
 *       dev.hookline.api.Condition}
 *   <li>what failure means: {@link dev.hookline.api.FailurePolicy}, {@link
 *       dev.hookline.api.RetryPolicy}, {@link dev.hookline.api.HookOutcome}, {@link
 *       dev.hookline.api.HookTimeoutException}, {@link dev.hookline.api.HookCancelledException},
 *       {@link dev.hookline.api.CutOffException}
 *   <li>what goes in and out: {@link dev.hookline.api.Environment}, {@link
 *       dev.hookline.api.HookKey}, {@link dev.hookline.api.HookOutput}
 *   <li>for hooks that run other hooks: {@link dev.hookline.api.HookView}, {@link
 *       dev.hookline.api.ContextView}
 *   <li>what is done only once: {@link dev.hookline.api.OnceKey}
 *   <li>who takes part: {@link dev.hookline.api.HookSource}, {@link dev.hookline.api.HookListener},
 *       {@link dev.hookline.api.HookEvent}
 * </ul>
 *
 * <p>The engine that plans and runs hooks is in the module {@code dev.hookline.core}; scripts
 * become hooks in {@code dev.hookline.shell}. No method accepts or returns null unless it says so.
 */
@NullMarked
package dev.hookline.api;

import org.jspecify.annotations.NullMarked;
