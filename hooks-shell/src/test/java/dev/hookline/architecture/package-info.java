/**
 * What must hold for the three modules as a whole: {@code ArchitectureTest} reads their class
 * files, {@code SourcesTest} their sources. The other tests compile small classes that break each
 * rule of the first.
 */
package dev.hookline.architecture;
