/**
 * Hidden: the run itself. {@link dev.hookline.core.run.LifecycleRunner} runs the stages of a
 * lifecycle, {@link dev.hookline.core.run.StageRunner} one of them, {@link
 * dev.hookline.core.run.PhaseRunner} its hooks, {@link dev.hookline.core.run.HookRunner} one hook
 * with its conditions and attempts. {@link dev.hookline.core.run.Worker} is a thread that can be
 * abandoned, {@link dev.hookline.core.run.Coordinator} the thread that decides.
 */
@NullMarked
package dev.hookline.core.run;

import org.jspecify.annotations.NullMarked;
