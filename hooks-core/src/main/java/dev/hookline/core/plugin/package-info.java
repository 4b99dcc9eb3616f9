/** Hidden: finds the hooks and listeners that jars bring along as services. */
@NullMarked
package dev.hookline.core.plugin;

import org.jspecify.annotations.NullMarked;
