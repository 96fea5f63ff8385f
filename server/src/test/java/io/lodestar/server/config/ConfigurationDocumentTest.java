package io.lodestar.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Keeps docs/configuration.md equal to the table of keys; writes it anew when asked to. */
class ConfigurationDocumentTest {

    private static final String REGENERATE =
            "mvn -B -q -pl server -am test -Dtest=ConfigurationDocumentTest -Dlodestar.docs.write=true";

    private static final String OPENING = """
            # Configuration

            Made from the table of keys (`server/src/main/java/io/lodestar/server/config/Keys.java`) by

            ```
            %s
            ```

            A name server reads a Java property file: `bin/mqnamesrv -c FILE`. Keys, defaults and file format are those of
            Apache's name server, so its files work as they are. `bin/mqnamesrv -c FILE -p` prints what such a file amounts to.

            * A value that a key cannot have stops the start with one line that names file, key and bounds.
            * A key that nobody knows is warned of, with a suggestion when it looks like a slip of the hand.
            * A leading `~/` in a path stands for the home of the user who runs the server.
            * `mqadmin updateNamesrvConfig` (code 318) changes a running server and saves the whole configuration to
              `configStorePath`; the file as it was before is kept beside it as `.bak`. It can change the keys whose change counts "at once", and
              those that are ignored; any other key is refused, and nothing in the request holds. Keys that nobody knows and values that a
              key cannot have are passed over and logged. It must come from the server's own machine or be signed by an
              admin ([access.md](access.md)).
            * `mqadmin getNamesrvConfig` (code 319) prints what holds, and the file's other keys; what may be a secret is hidden.

            From the environment come `ROCKETMQ_HOME` (only printed), the system properties `com.rocketmq.remoting.` +
            `frameMaxLength`, `socket.sndbuf.size`, `socket.rcvbuf.size`, `socket.backlog`, `write.buffer.high.water.mark`,
            `write.buffer.low.water.mark`, `LODESTAR_LOG_LEVEL` for logLevel and `LODESTAR_LOG_FORMAT`
            for logFormat, all of which the file overrides. The launchers pass `JAVA_OPTS`, `JAVA_OPT` and `JAVA_OPT_EXT` on to the JVM.

            `-Dlogback.configurationFile=FILE` among those options replaces the log's set-up by a Logback file of your own. Netty's flight recorder events are
            off, since they alone take as long as the rest of the start: `-Dio.netty.jfr.enabled=true` turns them on.

            ## A fast start

            The server starts in a fraction of the time from an *archive* of its classes as the JVM keeps them in memory (from JDK 25 on, with what the JVM learned of the
            code). The build makes one for the JDK that it runs on. `bin/lodestar archive` makes one for the JDK that the launcher finds, or the one that `JAVA_HOME` names:
            run it after the installation was copied to another place or the JDK was updated. Nothing is written at other times, so an installation may be read-only.

            An archive belongs to one build of the JDK and to these very jars; its name in the folder `archive` (`server/target/archive` in a checkout) tells both. Without the one that
            fits, the server starts as it would without any. On JDK 17 an installation whose path has blanks gains little; ZGC, a heap above 32 GB, or
            from JDK 25 on object headers that are not compact, cost the gain too.
            """.formatted(REGENERATE);

    @Test
    void theDocumentSaysWhatTheTableSays() throws IOException {
        var file = projectFolder().resolve("docs/configuration.md");
        if (Boolean.getBoolean("lodestar.docs.write")) {
            Files.writeString(file, document());
        }

        assertThat(file)
                .as("docs/configuration.md is stale; write it anew with: " + REGENERATE)
                .hasContent(document());
    }

    private static String document() {
        var text = new StringBuilder(OPENING);
        for (var section : Section.values()) {
            if (Keys.all().stream().noneMatch(key -> key.section() == section)) {
                continue;
            }
            text.append("\n## ").append(section.title()).append("\n\n");
            appendEffective(text, section);
            appendIgnored(text, section);
        }
        return text.toString();
    }

    private static void appendEffective(StringBuilder text, Section section) {
        var rows = Keys.all().stream()
                .filter(key -> key.section() == section && key.effect() != Effect.IGNORED)
                .map(key -> "| `%s` | %s | %s | %s | %s |\n"
                        .formatted(
                                key,
                                code(key.defaultText()),
                                key.description(),
                                key.effect().text(),
                                key.meaning()))
                .toList();
        if (!rows.isEmpty()) {
            text.append("| key | default | value | change counts | meaning |\n|---|---|---|---|---|\n");
            rows.forEach(text::append);
        }
    }

    private static void appendIgnored(StringBuilder text, Section section) {
        var rows = Keys.all().stream()
                .filter(key -> key.section() == section && key.effect() == Effect.IGNORED)
                .collect(Collectors.groupingBy(
                        Key::meaning,
                        LinkedHashMap::new,
                        Collectors.mapping(key -> "`" + key + "`", Collectors.joining(", "))));
        if (!rows.isEmpty()) {
            text.append("\nAccepted, and ignored with a warning unless at the original's default:\n\n");
            rows.forEach((reason, keys) ->
                    text.append("* ").append(keys).append(": ").append(reason).append(".\n"));
        }
    }

    private static String code(String text) {
        return text.isEmpty() ? "none" : "`" + text + "`";
    }

    /** Tests run in the folder of their module. */
    private static Path projectFolder() {
        return Path.of("..").toAbsolutePath().normalize();
    }
}
