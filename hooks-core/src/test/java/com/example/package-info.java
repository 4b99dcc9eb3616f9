/** A tool outside Hookline's packages, whose own code failures name. */
@NullMarked
package com.example;

import org.jspecify.annotations.NullMarked;
