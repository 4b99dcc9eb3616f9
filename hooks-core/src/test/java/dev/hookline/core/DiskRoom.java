package dev.hookline.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much this process may still write. */
interface DiskRoom {
  /** Leaves so many bytes, for each file or for all of them. */
  void leave(int bytes) throws Exception;

  void leaveAll() throws Exception;

  /** Returns what the operating system says of what does not fit. */
  String refusal();

  /** Returns room of which each file has its own, to the byte. */
  static DiskRoom ofEachFile() {
    return new OfEachFile();
  }

  /** Returns the room of a file system of its own, in whole blocks. */
  static DiskRoom of(Path disk) {
    return new OfDisk(disk.resolve("filler"));
  }

  /** What {@code ulimit -f} sets, in bytes. */
  record OfEachFile() implements DiskRoom {
    @Override
    public void leave(int bytes) throws Exception {
      set(bytes + ":");
    }

    @Override
    public void leaveAll() throws Exception {
      set("unlimited:");
    }

    private static void set(String limit) throws Exception {
      String self = String.valueOf(ProcessHandle.current().pid());
      Process prlimit =
          new ProcessBuilder("prlimit", "--pid", self, "--fsize=" + limit).inheritIO().start();
      assertThat(prlimit.waitFor()).isZero();
    }

    @Override
    public String refusal() {
      return "File too large";
    }
  }

  /** What a file leaves that takes the rest. */
  record OfDisk(Path filler) implements DiskRoom {
    @Override
    public void leave(int bytes) throws IOException {
      long free = Files.getFileStore(filler.getParent()).getUsableSpace();
      Files.write(filler, new byte[Math.toIntExact(Math.max(free - bytes, 0))]);
    }

    @Override
    public void leaveAll() throws IOException {
      Files.deleteIfExists(filler);
    }

    @Override
    public String refusal() {
      return "No space left on device";
    }
  }
}
