/**
 * Hidden: puts the hooks of a phase in order. {@link dev.hookline.core.plan.HookPlanner} is the
 * only code that sorts hooks; its result is a {@link dev.hookline.core.plan.PhaseOrder}.
 */
@NullMarked
package dev.hookline.core.plan;

import org.jspecify.annotations.NullMarked;
