package dev.hookline.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameOrderTest {
  private static final String ALPHABET = "019aZ.~-_+b";

  /** R1 and R2: the very tools are asked. */
  @ParameterizedTest
  @CsvSource({"BYTES, sort", "VERSION, sort -V"})
  void order_isThatOfTheTool(NameOrder order, String tool) throws Exception {
    List<String> names = names();
    String[] ours = names.toArray(String[]::new);
    Arrays.sort(ours, order);
    assertThat(ours).containsExactlyElementsOf(sorted(tool, names));
  }

  private static List<String> names() {
    List<String> names =
        new ArrayList<>(List.of("9", "10", "5", "a.tar.gz", "a-1.tar.gz", "v1.10", "v1.9", "ä"));
    Random random = new Random(42);
    for (int i = 0; i < 3_000; i++) {
      StringBuilder name = new StringBuilder();
      for (int j = random.nextInt(8); j >= 0; j--) {
        name.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
      }
      names.add(name.toString());
    }
    return names.stream().distinct().filter(n -> !n.startsWith(".")).toList();
  }

  private static List<String> sorted(String tool, List<String> names) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(tool.split(" "));
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    try (var in = process.getOutputStream()) {
      in.write(String.join("\n", names).concat("\n").getBytes(StandardCharsets.UTF_8));
    }
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .toList();
  }
}
