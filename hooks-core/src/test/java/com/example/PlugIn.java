package com.example;

import dev.hookline.api.HookSource;
import dev.hookline.api.HookSpec;
import java.util.List;

/** A source of hooks that does not fit the rest of the program. */
public final class PlugIn implements HookSource {
  private final Error error;

  public PlugIn(Error error) {
    this.error = error;
  }

  @Override
  public List<HookSpec> load() {
    error.setStackTrace(new Exception().getStackTrace());
    throw error;
  }
}
