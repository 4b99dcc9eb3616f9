package dev.hookline.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hookline.api.HookListener;
import dev.hookline.api.HookSource;
import dev.hookline.api.Phase;
import dev.hookline.core.HookConfigurationException;
import dev.hookline.core.HookEngine;
import dev.hookline.core.HookRequest;
import dev.hookline.core.Plugins;
import dev.hookline.core.RunReport;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsTest {
  private static final Phase DEPLOY = Phase.of("deploy");
  private static final String LOADS =
      " public List<HookSpec> load() { return List.of(HookSpec.of(Phase.of(\"deploy\"),"
          + " \"audit\", context -> context.out().println(\"audited\"))); } }";
  private static final String AUDIT = "public class Audit implements HookSource {" + LOADS;

  @TempDir Path directory;

  @Test
  void loadServices_goodPlugin_itsHooksSayWhereTheyComeFrom() throws IOException {
    HookEngine engine = engine(plugins(audit().jar()));
    assertThat(engine.plan(DEPLOY).hooks().get(0).spec())
        .hasToString("hook \"audit\" (phase deploy) at plug-in audit 1.2 in audit-1.2.jar");
    RunReport report = engine.run(DEPLOY, HookRequest.in(directory));
    assertThat(report.isSuccess()).isTrue();
    assertThat(report.results().get(0).output().text()).isEqualTo("audited\n");
  }

  @Test
  void loadServices_listener_getsTheEvents() throws IOException {
    Path jar =
        PluginJar.in(directory, "ears")
            .type(
                "Ears",
                "public class Ears implements HookListener { public void runStarted(HookEvent.RunStarted"
                    + " event) { System.setProperty(\"acme.heard\", event.run().name()); } }")
            .service(HookListener.class, "acme.Ears # the only one")
            .jar();
    engine(plugins(jar)).run(DEPLOY, HookRequest.in(directory));
    assertThat(System.clearProperty("acme.heard")).isEqualTo("deploy");
  }

  @Test
  void loadServices_classIsMissing() throws IOException {
    assertProblem(
        PluginJar.in(directory, "gone")
            .type("Gone", AUDIT.replace("Audit", "Gone"))
            .service(HookSource.class, "acme.Gone")
            .withoutClasses()
            .jar(),
        "a plug-in is broken: Provider acme.Gone not found (named in gone-1.2.jar); correct it, or"
            + " take the plug-in away");
  }

  @Test
  void loadServices_classIsOfAnotherType() throws IOException {
    assertProblem(
        PluginJar.in(directory, "other")
            .type("Other", "public class Other {}")
            .service(HookSource.class, "acme.Other")
            .jar(),
        "a plug-in is broken: acme.Other not a subtype (named in other-1.2.jar); correct"
            + " it, or take the plug-in away");
  }

  @Test
  void loadServices_thereIsNoConstructor() throws IOException {
    assertProblem(
        PluginJar.in(directory, "needy")
            .type(
                "Needy",
                AUDIT.replace("Audit", "Needy").replace(LOADS, " Needy(int size) {}" + LOADS))
            .service(HookSource.class, "acme.Needy")
            .jar(),
        "a plug-in is broken: acme.Needy Unable to get public no-arg constructor (named in"
            + " needy-1.2.jar); correct it, or take the plug-in away");
  }

  @Test
  void loadServices_constructorThrows() throws IOException {
    assertProblem(
        PluginJar.in(directory, "moody")
            .type(
                "Moody",
                AUDIT
                    .replace("Audit", "Moody")
                    .replace(
                        LOADS,
                        " public Moody() { throw new IllegalStateException(\"no licence\"); }"
                            + LOADS))
            .service(HookSource.class, "acme.Moody")
            .jar(),
        "plug-in moody 1.2 in moody-1.2.jar cannot make its acme.Moody: IllegalStateException: no"
            + " licence; correct it, or take the plug-in away\n  at acme.Moody.<init>(Moody.java:1)");
  }

  @Test
  void loadServices_staticInitialiserThrows() throws IOException {
    assertProblem(
        PluginJar.in(directory, "early")
            .type(
                "Early",
                AUDIT
                    .replace("Audit", "Early")
                    .replace(LOADS, " static final int SIZE = Integer.parseInt(\"many\");" + LOADS))
            .service(HookSource.class, "acme.Early")
            .jar(),
        "plug-in early 1.2 in early-1.2.jar cannot make its acme.Early:"
            + " ExceptionInInitializerError; correct it, or take the plug-in away\n  caused by"
            + " NumberFormatException: For input string: \"many\"\n  at"
            + " acme.Early.<clinit>(Early.java:1)");
  }

  @Test
  void loadServices_compiledAgainstAnotherVersion() throws IOException {
    Path another =
        PluginJar.in(directory, "another-api")
            .source(
                "dev/hookline/api/Phase",
                "package dev.hookline.api; public class Phase { public static Phase newest() { return"
                    + " null; } }")
            .classes();
    assertProblem(
        PluginJar.in(directory, "ahead")
            .against(another)
            .type(
                "Ahead",
                "public class Ahead implements HookSource { public List<HookSpec> load() { Phase.newest();"
                    + " return List.of(); } }")
            .service(HookSource.class, "acme.Ahead")
            .jar(),
        "plug-in ahead 1.2 in ahead-1.2.jar does not fit this version of Hookline:"
            + " NoSuchMethodError: 'dev.hookline.api.Phase dev.hookline.api.Phase.newest()'; use a"
            + " version that was compiled against it\n  at acme.Ahead.load(Ahead.java:1)");
  }

  @Test
  void loadServices_serviceFileIsGarbled() throws IOException {
    Path jar =
        PluginJar.in(directory, "garbled")
            .type("Audit", AUDIT)
            .service(HookSource.class, "acme.Audit and more")
            .jar();
    assertThat(problems(jar))
        .singleElement()
        .asString()
        .startsWith("a plug-in is broken: jar:file:")
        .contains("garbled-1.2.jar!/META-INF/services/dev.hookline.api.HookSource:1: ");
  }

  @Test
  void loadServices_loadThrows() throws IOException {
    assertProblem(
        loading("angry", "throw new IllegalStateException(\"no network\");"),
        "plug-in angry 1.2 in angry-1.2.jar cannot load its hooks: IllegalStateException: no network"
            + "\n  at acme.Angry.load(Angry.java:1)");
  }

  @Test
  void loadServices_loadReturnsNull() throws IOException {
    assertProblem(
        loading("empty", "return null;"),
        "plug-in empty 1.2 in empty-1.2.jar returned null; return an empty list if it has no hook");
  }

  @Test
  void loadServices_loadReturnsANullHook() throws IOException {
    assertProblem(
        loading("holey", "return java.util.Arrays.asList(null, null);"),
        "plug-in holey 1.2 in holey-1.2.jar returned null as hook 1; leave it out");
  }

  @Test
  void loadServices_severalAreBroken_allAreReported() throws IOException {
    assertThat(
            problems(
                loading("angry", "throw new IllegalStateException(\"no network\");"),
                audit().jar(),
                loading("empty", "return null;")))
        .hasSize(2);
  }

  @Test
  void withoutBroken_theRestRunsAndEachRunWarns() throws IOException {
    HookEngine engine =
        engine(plugins(loading("empty", "return null;"), audit().jar()).withoutBroken());
    RunReport report = engine.run(DEPLOY, HookRequest.in(directory));
    assertThat(report.isSuccess()).isTrue();
    assertThat(report.results()).hasSize(1);
    assertThat(report.warnings())
        .containsExactly(
            "plug-in empty 1.2 in empty-1.2.jar returned null; return an empty list if it has no"
                + " hook");
  }

  private PluginJar audit() {
    return PluginJar.in(directory, "audit")
        .type("Audit", AUDIT)
        .service(HookSource.class, "acme.Audit");
  }

  private Path loading(String name, String body) throws IOException {
    String type = Character.toUpperCase(name.charAt(0)) + name.substring(1);
    return PluginJar.in(directory, name)
        .type(
            type,
            "public class "
                + type
                + " implements HookSource { public List<HookSpec> load() { "
                + body
                + " } }")
        .service(HookSource.class, "acme." + type)
        .jar();
  }

  private static Plugins plugins(Path... jars) throws IOException {
    List<URL> urls = new ArrayList<>();
    for (Path jar : jars) {
      urls.add(jar.toUri().toURL());
    }
    return Plugins.of(
        new URLClassLoader(urls.toArray(URL[]::new), PluginsTest.class.getClassLoader()));
  }

  private static HookEngine engine(Plugins plugins) {
    return HookEngine.builder().loadServices(plugins).build();
  }

  private static List<String> problems(Path... jars) throws IOException {
    Plugins plugins = plugins(jars);
    return catchThrowableOfType(HookConfigurationException.class, () -> engine(plugins)).problems();
  }

  private static void assertProblem(Path jar, String problem) throws IOException {
    assertThat(problems(jar)).containsExactly(problem);
  }
}
