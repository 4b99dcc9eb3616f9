/**
 * Hidden: shows a plan: as a table, as JSON, as a graph, and hook by hook. Start at {@link
 * dev.hookline.core.explain.PlanView}, which all of these read.
 */
@NullMarked
package dev.hookline.core.explain;

import org.jspecify.annotations.NullMarked;
