/** Uses every module from the module path. */
module dev.hookline.it {
  requires dev.hookline.core;
  requires dev.hookline.shell;
}
