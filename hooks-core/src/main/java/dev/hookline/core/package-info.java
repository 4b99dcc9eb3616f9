/**
 * The engine: what is registered becomes a plan, a plan becomes a run, a run becomes a report.
 *
 * <pre>
 *   register ──► plan ──► run ──► report
 *   (HookSpec)  (HookPlan)        (RunReport)
 * </pre>
 *
 * <p>Start at {@link dev.hookline.core.HookEngine}, then {@link dev.hookline.core.HookRequest}
 * (what one run is given), {@link dev.hookline.core.HookPlan} and {@link
 * dev.hookline.core.RunReport}. What happens when a hook fails, hangs or is cut off is written in
 * one place, {@link dev.hookline.core.HookEngine}. No method accepts or returns null unless it says
 * so.
 */
@NullMarked
package dev.hookline.core;

import org.jspecify.annotations.NullMarked;
