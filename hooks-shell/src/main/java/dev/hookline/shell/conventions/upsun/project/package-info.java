/**
 * Reads what an Upsun or Web PaaS project says of its applications. Hidden: what it yields is for
 * the sources of hooks beside it.
 */
@NullMarked
package dev.hookline.shell.conventions.upsun.project;

import org.jspecify.annotations.NullMarked;
