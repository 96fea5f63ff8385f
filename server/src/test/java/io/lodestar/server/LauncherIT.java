package io.lodestar.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launchers, in an installation or a checkout whose path has blanks, with JDKs that only print their arguments. */
class LauncherIT {

    private static final List<String> TOOLS =
            List.of("bash", "env", "readlink", "grep", "head", "mkdir", "mv", "rm", "flock", "cat", "cksum");

    @TempDir
    private Path folder;

    private Path home;
    private Path tools;
    private Path jdks;

    @BeforeEach
    void layOut() throws IOException {
        home = Files.createDirectories(folder.resolve("a place/lodestar"));
        tools = Files.createDirectories(folder.resolve("tools"));
        jdks = Files.createDirectories(folder.resolve("all jdks"));
        Files.createDirectories(home.resolve("bin"));
        Files.createDirectories(home.resolve("lib"));
        for (var name : List.of("lodestar", "mqnamesrv")) {
            copyExecutable(Path.of("..", "bin", name), home.resolve("bin").resolve(name));
        }
        for (var tool : TOOLS) {
            passOn(tool);
        }
    }

    @Test
    void theNewestNeighbourOfTheJavaOnThePathRuns() throws Exception {
        fakeJdk("jdk-8", "1.8.0_392");
        fakeJdk("jdk-9.bad", "9.0.4");
        fakeJdk("jdk-25", "25.0.1");
        var onPath = fakeJdk("jdk-17", "17.0.15");

        try (var process =
                launch(Map.of("PATH", onPath.resolve("bin") + ":" + tools), "bin/lodestar", "server", "-h")) {
            assertThat(process.awaitExit()).isZero();
            assertThat(process.output()).startsWith("25.0.1\n").contains("<-XX:+UseCompactObjectHeaders>");
        }
    }

    @Test
    void javaHomeGoesFirstIfItIsNewEnough() throws Exception {
        fakeJdk("jdk-25", "25.0.1");
        var chosen = fakeJdk("jdk-17", "17.0.15");

        try (var process = launch(path(), Map.of("JAVA_HOME", chosen.toString()), "bin/lodestar", "server")) {
            assertThat(process.awaitExit()).isZero();
            assertThat(process.output()).startsWith("17.0.15\n").doesNotContain("UseCompactObjectHeaders");
            assertThat(process.errors()).isEmpty();
        }
    }

    @Test
    void aJavaHomeThatIsTooOldIsSaidAndPassedOver() throws Exception {
        var tooOld = fakeJdk("jdk-11", "11.0.20");
        var onPath = fakeJdk("jdk-21", "21.0.2");

        try (var process = launch(
                Map.of("JAVA_HOME", tooOld.toString(), "PATH", onPath.resolve("bin") + ":" + tools), "bin/mqnamesrv")) {
            assertThat(process.awaitExit()).isZero();
            assertThat(process.output()).startsWith("21.0.2\n");
            assertThat(process.errors()).contains("JAVA_HOME (" + tooOld + ") is no Java 17 or newer");
        }
    }

    @Test
    void withoutAJavaThereIsAMessage() throws Exception {
        try (var process = launch(Map.of("PATH", tools.toString()), "bin/lodestar", "server")) {
            assertThat(process.awaitExit()).isEqualTo(1);
            assertThat(process.errors())
                    .isEqualTo(
                            "lodestar: no Java 17 or newer was found; install one, or set JAVA_HOME to the folder it is in\n");
        }
    }

    @Test
    void theJvmGetsTheUsersOptionsLastAndTheServerItsArguments() throws Exception {
        var chosen = fakeJdk("jdk-17", "17.0.15");
        Files.createFile(home.resolve("lib/b.jar"));
        Files.createFile(home.resolve("lib/a.jar"));
        var options = Map.of("JAVA_HOME", chosen.toString(), "JAVA_OPTS", "-Xmx1g  -Da=*", "JAVA_OPT_EXT", "-Db=2");

        try (var process = launch(path(), options, "bin/mqnamesrv", "-c", "a file.properties", "")) {
            assertThat(process.awaitExit()).isZero();
            assertThat(process.output())
                    .containsSubsequence(
                            "<-Xmx1g>\n<-Da=*>\n<-Db=2>\n",
                            "NamesrvStartup>\n",
                            "<-cp>\n<" + home + "/lib/a.jar:" + home
                                    + "/lib/b.jar>\n<io.lodestar.server.Main>\n<-c>\n<a file.properties>\n<>\n");
        }
    }

    @Test
    void aLinkToTheLauncherWorksFromAnotherFolder() throws Exception {
        var chosen = fakeJdk("jdk-17", "17.0.15");
        var link = Files.createSymbolicLink(folder.resolve("ns"), home.resolve("bin/mqnamesrv"));

        try (var process = Launched.command(
                folder, Map.of("PATH", tools.toString(), "JAVA_HOME", chosen.toString()), List.of(link.toString()))) {
            assertThat(process.awaitExit()).isZero();
            assertThat(process.output()).contains("<" + home + "/lib/");
        }
    }

    @Test
    void anUnknownCommandIsNamed() throws Exception {
        try (var process = launch(Map.of("PATH", tools.toString()), "bin/lodestar", "serve")) {
            assertThat(process.awaitExit()).isEqualTo(2);
            assertThat(process.errors()).startsWith("lodestar: there is no command 'serve'\nusage: lodestar <command>");
        }
    }

    @Test
    void aCheckoutIsBuiltOnceHoweverManyStart() throws Exception {
        var chosen = fakeJdk("jdk-17", "17.0.15");
        Files.createFile(home.resolve("pom.xml"));
        executable(
                tools.resolve("mvn"),
                "#!/usr/bin/env bash\n"
                        + "printf '%s\\n' \"$*\" >>builds\n"
                        + "mkdir -p server/target/lib\n"
                        + ": >server/target/lib/any.jar\n"
                        + ": >server/target/lodestar-server-1.jar\n");
        var environment = Map.of("JAVA_HOME", chosen.toString());

        try (var one = launch(path(), environment, "bin/lodestar", "version");
                var other = launch(path(), environment, "bin/mqnamesrv", "-h")) {
            assertThat(one.awaitExit()).as(one.errors()).isZero();
            assertThat(other.awaitExit()).as(other.errors()).isZero();
            assertThat(one.output())
                    .contains("<" + home + "/server/target/lodestar-server-1.jar:" + home
                            + "/server/target/lib/any.jar>");
            assertThat(one.errors() + other.errors()).containsOnlyOnce("building the jars");
        }
        assertThat(home.resolve("builds"))
                .hasContent("-B -q -ntp -Dstyle.color=never -Dmaven.test.skip=true package -pl server -am\n");
    }

    @Test
    void aBuildThatFailsIsAMessage() throws Exception {
        var chosen = fakeJdk("jdk-17", "17.0.15");
        Files.createFile(home.resolve("pom.xml"));
        executable(tools.resolve("mvn"), "#!/usr/bin/env bash\necho no luck\nexit 1\n");

        try (var process = launch(path(), Map.of("JAVA_HOME", chosen.toString()), "bin/lodestar", "version")) {
            assertThat(process.awaitExit()).isEqualTo(1);
            assertThat(process.output()).isEmpty();
            assertThat(process.errors()).contains("no luck").endsWith("the build of " + home + " failed; see above\n");
        }
    }

    @Test
    void aSignalReachesTheServer() throws Exception {
        install();

        try (var process = launchServer("-Xmx64m")) {
            process.awaitOutput("The Name Server boot success.").terminate();

            assertThat(process.awaitExit()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"17.0.15, -XX:SharedArchiveFile=", "25.0.1, -XX:AOTCache="})
    void theArchiveOfThisBuildOfTheJdkIsUsedAndThatOfAnotherIsNot(String version, String option) throws Exception {
        var chosen = fakeJdk("jdk", version);
        var environment = Map.of("JAVA_HOME", chosen.toString());
        Files.createFile(home.resolve("lib/a.jar"));
        tellBuild(chosen, version + "+6-x");
        makeArchive(environment);

        try (var process = launch(path(), environment, "bin/lodestar", "server")) {
            assertThat(process.awaitExit()).isZero();
            assertThat(process.output()).contains("<" + option + home + "/archive/lodestar-" + version + "+6-x_");
        }

        // the name of the one build begins like the other's: neither archive takes the place of the other
        tellBuild(chosen, version + "+6");
        makeArchive(environment);
        tellBuild(chosen, version + "+6-x");
        try (var process = launch(path(), environment, "bin/lodestar", "server")) {
            assertThat(process.awaitExit()).isZero();
            assertThat(process.output()).contains("<" + option + home + "/archive/lodestar-" + version + "+6-x_");
        }

        tellBuild(chosen, version + "+7-x");
        try (var process = launch(path(), environment, "bin/lodestar", "server")) {
            assertThat(process.awaitExit()).isZero();
            assertThat(process.output()).doesNotContain(option);
        }
    }

    @Test
    void theServerStartsFromItsArchiveAndPrintsNoMoreThanItsReadyLine() throws Exception {
        home = Files.move(home, folder.resolve("lodestar"));
        install();
        makeArchive(ownJdk());

        assertThat(sourceOfClasses()).contains("shared objects file");
    }

    /** JDK 25 by itself would run the old classes. */
    @Test
    void theArchiveOfOtherJarsIsPassedOverInSilence() throws Exception {
        home = Files.move(home, folder.resolve("lodestar"));
        install();
        makeArchive(ownJdk());
        var jar = home.resolve("lib/server.jar");
        var time = Files.getLastModifiedTime(jar);
        Files.write(jar, new byte[1], StandardOpenOption.APPEND);
        Files.setLastModifiedTime(jar, time);

        assertThat(sourceOfClasses()).contains("/lib/server.jar");
    }

    /** Starts and stops the server; returns what the JVM says of the place that its main part came from. */
    private String sourceOfClasses() throws Exception {
        var loaded = folder.resolve("loaded.txt");
        try (var process = launchServer("-Xlog:class+load:file=" + loaded)) {
            process.awaitOutput("The Name Server boot success.").terminate();

            assertThat(process.awaitExit()).isZero();
            assertThat(process.output().lines()).as(process.output()).hasSize(1);
            assertThat(process.errors()).isEmpty();
        }
        return Files.readAllLines(loaded).stream()
                .filter(line -> line.contains(" io.lodestar.server.NameServer "))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the server's main part was not loaded"));
    }

    @Test
    void anArchiveThatCannotBeKeptIsAMessage() throws Exception {
        var chosen = fakeJdk("jdk-17", "17.0.15");
        Files.createFile(home.resolve("archive"));

        try (var process = launch(path(), Map.of("JAVA_HOME", chosen.toString()), "bin/lodestar", "archive")) {
            assertThat(process.awaitExit()).isEqualTo(1);
            assertThat(process.errors())
                    .endsWith("lodestar: " + home + "/archive cannot be written to: no archive is made\n");
        }
    }

    private void makeArchive(Map<String, String> environment) throws Exception {
        try (var process = launch(path(), environment, "bin/lodestar", "archive")) {
            assertThat(process.awaitExit()).as(process.errors()).isZero();
        }
    }

    private static Map<String, String> ownJdk() {
        return Map.of("JAVA_HOME", System.getProperty("java.home"));
    }

    private static void tellBuild(Path jdk, String build) throws IOException {
        Files.writeString(
                jdk.resolve("release"), "JAVA_RUNTIME_VERSION=\"" + build + "\"\n", StandardOpenOption.APPEND);
    }

    private Launched launchServer(String options) throws IOException {
        var config = Files.writeString(folder.resolve("any.properties"), "bindAddress=127.0.0.1\nlistenPort=0\n");
        var environment =
                Map.of("JAVA_HOME", System.getProperty("java.home"), "JAVA_OPTS", options + " -Duser.home=" + folder);
        return launch(path(), environment, "bin/mqnamesrv", "-c", config.toString());
    }

    private void install() throws IOException {
        var installed = home.resolve("lib");
        Files.copy(Launched.serverJar(), installed.resolve("server.jar"));
        try (Stream<Path> jars = Files.list(Path.of("target", "lib").toAbsolutePath())) {
            for (var jar : jars.toList()) {
                Files.copy(jar, installed.resolve(jar.getFileName()));
            }
        }
    }

    private String path() {
        return tools.toString();
    }

    private Launched launch(String path, Map<String, String> environment, String... command) throws IOException {
        var all = new HashMap<>(environment);
        all.put("PATH", path);
        return launch(all, command);
    }

    private Launched launch(Map<String, String> environment, String... command) throws IOException {
        var words = new ArrayList<>(List.of(command));
        words.set(0, home.resolve(command[0]).toString());
        var all = new HashMap<>(Map.of("JAVA_HOME", "", "JAVA_OPTS", "", "JAVA_OPT", "", "JAVA_OPT_EXT", ""));
        all.putAll(environment);
        return Launched.command(folder, all, words);
    }

    /** A JDK that prints its version and then its arguments, a line each. */
    private Path fakeJdk(String name, String version) throws IOException {
        var jdk = jdks.resolve(name);
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        executable(
                jdk.resolve("bin/java"),
                "#!/usr/bin/env bash\necho '" + version + "'\nprintf '<%s>\\n' \"$@\"\n"
                        + "for word; do\n"
                        + "  case $word in -XX:ArchiveClassesAtExit=* | -XX:AOTCacheOutput=*) echo any >\"${word#*=}\" ;; esac\n"
                        + "done\n");
        return jdk;
    }

    private static void executable(Path file, String script) throws IOException {
        Files.writeString(file, script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void copyExecutable(Path from, Path to) throws IOException {
        Files.copy(from, to);
        Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void passOn(String tool) throws IOException {
        for (var place : System.getenv("PATH").split(":", -1)) {
            var candidate = Path.of(place, tool);
            if (Files.isExecutable(candidate)) {
                executable(tools.resolve(tool), "#!/bin/sh\nexec '" + candidate + "' \"$@\"\n");
                return;
            }
        }
    }
}
