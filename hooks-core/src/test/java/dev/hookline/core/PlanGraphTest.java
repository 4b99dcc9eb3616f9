package dev.hookline.core;

import static dev.hookline.core.PlanTextTest.described;
import static dev.hookline.core.Transcript.DEPLOY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hookline.api.HookSpec;
import dev.hookline.api.Lifecycle;
import dev.hookline.api.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan as a graph, in the languages of Mermaid and Graphviz. */
class PlanGraphTest {
  private static final Phase BUILD = Phase.of("build");

  /** Ends labels, nodes, comments and lines in either language, and looks like Markdown. */
  private static final String HOSTILE =
      "1. `x` \"]; end --> h9 }} -- <b>&lt;/b> \\N\\\" #quot; %% {{[[\n* a";

  private static HookSpec spec(String name) {
    return HookSpec.of(DEPLOY, name, context -> {});
  }

  private static HookPlan plan(int concurrency, HookSpec... specs) {
    HookEngineBuilder builder = HookEngine.builder().concurrency(DEPLOY, concurrency);
    List.of(specs).forEach(builder::register);
    return builder.build().plan(DEPLOY);
  }

  private static List<String> edges(Plan plan) {
    return plan.toMermaid().lines().map(String::strip).filter(l -> l.matches("h\\d+ -.*")).toList();
  }

  @Test
  void mermaid_lifecycle_isAFlowchartOfItsPhases() {
    Lifecycle lifecycle =
        Lifecycle.named("all")
            .phase(DEPLOY)
            .step("switch", context -> {})
            .always("unlock", context -> {})
            .build();
    HookEngine engine =
        HookEngine.builder()
            .register(HookSpec.of(DEPLOY, "migrate", described("bin/migrate")).undo(c -> {}))
            .register(spec("warm"))
            .register(spec("mail").onlyOnFailure())
            .build();
    assertThat(engine.plan(lifecycle, Transcript.REQUEST.skip("warm")).toMermaid())
        .isEqualTo(
            """
            flowchart TD
              %% all
              classDef skipped stroke-dasharray: 5 5,color:#888
              subgraph p0["phase deploy: 3 hooks"]
                h0["migrate<br/>bin/migrate<br/>undo: lambda"]
                h1["warm"]:::skipped
                h2{{"mail"}}
              end
              subgraph p1["step switch: 1 hook"]
                h3[["switch"]]
              end
              subgraph p2["at the end of lifecycle all: 1 hook"]
                h4(["unlock"])
              end
              h0 --> h1
              h1 -.-> h2
              h1 --> h3
              h3 -.-> h4""");
  }

  @Test
  void dot_lifecycle_isAGraphOfItsPhases() {
    assertThat(plan(1, spec("a"), spec("b"), spec("z").always()).toDot())
        .isEqualTo(
            """
            digraph "deploy" {
              node [shape=box];
              subgraph "cluster_p0" {
                label="phase deploy: 3 hooks";
                h0 [label="a", shape=box];
                h1 [label="b", shape=box];
                h2 [label="z", shape=ellipse];
              }
              h0 -> h1;
              h1 -> h2 [style=dotted];
            }""");
  }

  @Test
  void graph_hooksThatOverlap_standSideBySide() {
    HookPlan plan =
        plan(3, spec("a"), spec("b"), spec("c").after("a"), spec("d").order(1), spec("e").order(1));
    assertThat(edges(plan))
        .containsExactlyInAnyOrder("h0 --> h2", "h1 --> h3", "h2 --> h3", "h1 --> h4", "h2 --> h4");
  }

  @Test
  void graph_attachedWhereHooksOverlap_staysInItsBlock() {
    HookPlan plan = plan(3, spec("a"), spec("pre").preOf("a"), spec("b"));
    assertThat(edges(plan)).containsExactly("h0 --> h1");
  }

  @Test
  void graph_withoutHooks_isEmpty() {
    assertThat(HookEngine.builder().build().plan(BUILD).toDot())
        .isEqualTo(
            """
            digraph "build" {
              node [shape=box];
              subgraph "cluster_p0" {
                label="phase build: 0 hooks";
              }
            }""");
  }

  // ---- hostile texts

  @Test
  void mermaid_hostileText_staysInItsLabel() {
    assertThat(plan(1, HookSpec.of(DEPLOY, "1. \"a\" [x", described(HOSTILE))).toMermaid())
        .isEqualTo(
            """
            flowchart TD
              %% deploy
              classDef skipped stroke-dasharray: 5 5,color:#888
              subgraph p0["phase deploy: 1 hook"]
                h0["1#46; #34;a#34; #91;x<br/>1#46; #96;x#96; #34;#93;#59; end #45;#45;#62; h9 #125;\
            #125; #45;#45; #60;b#62;#38;lt#59;/b#62; #92;N#92;#34; #35;quot#59; #37;#37; #123;#123;#91;\
            #91;#92;n#42; a"]
              end""");
  }

  @Test
  void dot_hostileText_staysInItsLabel() {
    assertThat(plan(1, HookSpec.of(DEPLOY, "\"a\" [x", described(HOSTILE))).toDot())
        .contains(
            "    h0 [label=\"\\\"a\\\" [x\\n1. `x` \\\"]; end --> h9 }} -- <b>&amp;lt;/b> \\\\N\\\\\\\""
                + " #quot; %% {{[[\\\\n* a\", shape=box];\n");
  }

  /** Needs the program {@code dot}; see the profile graphviz. */
  @Tag("graphviz")
  @Test
  void dot_hostileText_isDrawnAsItIs(@TempDir Path temp) throws Exception {
    String drawn = svg(plan(1, HookSpec.of(DEPLOY, "\"a\" [x", described(HOSTILE))), temp);
    assertThat(drawn.replace("&#45;", "-").replace("&#160;", " "))
        .contains(">&quot;a&quot; [x<")
        .contains(
            ">1. `x` &quot;]; end --&gt; h9 }} -- &lt;b&gt;&amp;lt;/b&gt; \\N\\&quot; #quot; %%"
                + " {{[[\\n* a<");
  }

  private static String svg(Plan plan, Path temp) throws IOException, InterruptedException {
    Path dot = Files.writeString(temp.resolve("plan.dot"), plan.toDot(), UTF_8);
    Path svg = temp.resolve("plan.svg");
    Process process =
        new ProcessBuilder("dot", "-Tsvg", "-o", svg.toString(), dot.toString())
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isZero();
    return Files.readString(svg, UTF_8);
  }
}
