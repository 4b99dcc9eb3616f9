/** Measures Hookline beside what people use today. */
@NullMarked
package dev.hookline.benchmarks;

import org.jspecify.annotations.NullMarked;
