package io.lodestar.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is put is found, now and after reopening; damage gives way to the backup. */
class KvStoreTest {

    private static final String ORIGINAL =
            "{\"configTable\":{\"ORDER_TOPIC_CONFIG\":{\"TopicA\":\"broker-a:4;broker-b:4\"},\"n1\":{\"k\\\"1\":\"v\\n中\\\\x\"}}}";

    @TempDir
    private Path folder;

    private Path path;

    @BeforeEach
    void choosePath() {
        path = folder.resolve("namesrv/kvConfig.json");
    }

    @Test
    void aStoreWithoutAFileIsEmptyAndMakesNone() throws IOException {
        var store = KvStore.open(path);

        assertThat(store.list("n")).isEmpty();
        assertThat(store.get("n", "k")).isEmpty();
        assertThat(path).doesNotExist();
    }

    @Test
    void whatWasPutIsFoundAfterReopening() throws IOException {
        var store = KvStore.open(path);

        store.put("n", "k", Optional.of("v\n\"中\\x"));
        store.put("n", "l", Optional.of(""));

        assertThat(store.get("n", "k")).contains("v\n\"中\\x");
        assertThat(KvStore.open(path).list("n")).contains(new TreeMap<>(Map.of("k", "v\n\"中\\x", "l", "")));
    }

    @Test
    void theOriginalsFileIsReadAndWrittenTheSame() throws IOException {
        write(path, ORIGINAL);

        var store = KvStore.open(path);
        store.delete("absent", "absent");

        assertThat(store.get("n1", "k\"1")).contains("v\n中\\x");
        assertThat(sealed()).isEqualTo(ORIGINAL);
    }

    @Test
    void aKeyWithoutAValueIsNotListedButMakesItsNamespace() throws IOException {
        var store = KvStore.open(path);
        store.put("n", "k", Optional.of("v"));

        store.put("n", "k", Optional.empty());
        store.put("m", "k", Optional.empty());

        assertThat(store.get("n", "k")).isEmpty();
        assertThat(store.list("n").orElseThrow()).isEmpty();
        assertThat(store.list("m").orElseThrow()).isEmpty();
        assertThat(sealed()).isEqualTo("{\"configTable\":{\"m\":{},\"n\":{}}}");
    }

    @Test
    void anEmptiedNamespaceStaysAlsoAfterReopening() throws IOException {
        var store = KvStore.open(path);
        store.put("n", "k", Optional.of("v"));

        store.delete("n", "k");
        store.delete("unknown", "k");

        assertThat(KvStore.open(path).list("n").orElseThrow()).isEmpty();
        assertThat(KvStore.open(path).list("unknown")).isEmpty();
    }

    @Test
    void everyDeleteRewritesTheFile() throws IOException {
        KvStore.open(path).delete("unknown", "k");

        assertThat(sealed()).isEqualTo("{\"configTable\":{}}");
    }

    @Test
    void aListHandedOutDoesNotChange() throws IOException {
        var store = KvStore.open(path);
        store.put("n", "k", Optional.of("v"));
        var listed = store.list("n").orElseThrow();

        store.put("n", "k", Optional.of("w"));

        assertThat(listed).containsExactly(Map.entry("k", "v"));
        assertThatThrownBy(() -> listed.put("x", "y")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aChangeThatCannotBeWrittenChangesNothing() throws IOException {
        Files.writeString(folder.resolve("namesrv"), "a file where the folder should be");
        var store = KvStore.open(path);

        assertThatThrownBy(() -> store.put("n", "k", Optional.of("v"))).isInstanceOf(IOException.class);

        assertThat(store.list("n")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "null", "{\"configTable\":{}}", "{\"other\":[{}],\"configTable\":{\"n\":null}}"})
    void filesThatAreEmptyToTheOriginalAreEmptyHere(String content) throws IOException {
        write(path, content);

        assertThat(KvStore.open(path).list("n")).isEmpty();
        assertThat(path).as("nothing to repair").hasContent(content);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "{}",
                "garbage",
                "[]",
                "7",
                "{\"configTable\":7}",
                "{\"configTable\":{\"n\":7}}",
                "{\"configTable\":{\"n\":{\"k\":{}}}}",
                "{\"configTable\":{\"n\":{\"k\":\"v\"",
                "{\"configTable\":{\"n\"",
                "{\"configTable\":{\"n\":{}}} trailing",
                "\0\0\0\0",
                "{\"configTable\":null}"
            })
    void aDamagedFileGivesWayToItsBackupAndIsKept(String damaged) throws IOException {
        var backup = "{\"configTable\":{\"n\":{\"k\":\"saved\"}}}";
        write(path, damaged);
        write(sibling(".bak"), backup);

        var store = KvStore.open(path);

        assertThat(store.get("n", "k")).contains("saved");
        assertThat(sealed()).isEqualTo(backup);
        assertThat(sibling(".bak")).hasContent(backup);
        assertThat(sibling(".damaged")).hasContent(damaged);
    }

    @Test
    void aDamagedFileWithADamagedBackupStartsEmptyAndBothAreKept() throws IOException {
        write(path, "{}");
        write(sibling(".bak"), "{\"configTable\":{\"n\":{\"k\":\"v");

        var store = KvStore.open(path);

        assertThat(store.list("n")).isEmpty();
        assertThat(sealed()).isEqualTo("{\"configTable\":{}}");
        assertThat(sibling(".damaged")).hasContent("{}");
        assertThat(sibling(".bak.damaged")).hasContent("{\"configTable\":{\"n\":{\"k\":\"v");
    }

    @Test
    void numbersInTheFileAreTexts() throws IOException {
        write(path, "{\"configTable\":{\"n\":{\"k\":7,\"l\":true,\"m\":null}}}");

        assertThat(KvStore.open(path).list("n").orElseThrow())
                .containsExactly(Map.entry("k", "7"), Map.entry("l", "true"));
    }

    @Test
    void namesAndValuesOfAnyLengthLoadAgain() throws IOException {
        var name = "k".repeat(100_000);
        var value = "v".repeat(30_000_000);
        KvStore.open(path).put("n", name, Optional.of(value));

        assertThat(KvStore.open(path).get("n", name).map(String::length)).contains(value.length());
    }

    @Test
    void aPathThatIsAFolderIsAFailure() throws IOException {
        Files.createDirectories(path);

        assertThatThrownBy(() -> KvStore.open(path)).isInstanceOf(IOException.class);
    }

    @Test
    void manyWritersLoseNothing() throws Exception {
        var store = KvStore.open(path);
        var writers = new ArrayList<Thread>();
        var failures = Collections.synchronizedList(new ArrayList<IOException>());
        for (var number = 0; number < 8; number++) {
            var name = "writer" + number;
            writers.add(new Thread(() -> putMany(store, name, failures)));
        }

        writers.forEach(Thread::start);
        for (var writer : writers) {
            writer.join();
        }

        assertThat(failures).isEmpty();
        assertThat(KvStore.open(path).list("n").orElseThrow()).hasSize(8 * 5);
    }

    private static void putMany(KvStore store, String name, List<IOException> failures) {
        try {
            for (var number = 0; number < 5; number++) {
                store.put("n", name + "-" + number, Optional.of("v"));
            }
        } catch (IOException failure) {
            failures.add(failure);
        }
    }

    /** Returns what the file holds before its seal. */
    private String sealed() throws IOException {
        var content = Files.readString(path);
        assertThat(content).matches("(?s).*,\"writtenByLodestar\":\"[0-9TZ:-]{20}( [0-9a-f]{8}){2}\"}");
        return content.substring(0, content.lastIndexOf(",\"writtenByLodestar")) + "}";
    }

    private Path sibling(String suffix) {
        return path.resolveSibling(path.getFileName() + suffix);
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
