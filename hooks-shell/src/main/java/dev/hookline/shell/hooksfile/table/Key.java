package dev.hookline.shell.hooksfile.table;

/**
 * A key of an object.
 *
 * @param name the key
 * @param shape what its value may be
 * @param doc what it means: a sentence or two, for the schema and the reference
 * @param <T> what its value is read as
 */
public record Key<T>(String name, Shape<T> shape, String doc) {}
