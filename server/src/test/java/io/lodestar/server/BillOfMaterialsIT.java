package io.lodestar.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The bill of materials beside the libraries names each of them, and nothing else. */
class BillOfMaterialsIT {
    private static final Path LIBRARIES = Path.of("target", "lib");

    @Test
    void eachLibraryIsListedWithItsChecksum() throws IOException, NoSuchAlgorithmException {
        assumeThat(System.getProperty("lodestar.maven", ""))
                .as("Maven is offline, and makes no bill then")
                .isNotEqualTo("offline: true");
        var libraries = new TreeMap<String, String>();
        try (var files = Files.newDirectoryStream(LIBRARIES, "*.jar")) {
            for (var jar : files) {
                libraries.put(sha256(jar), jar.getFileName().toString());
            }
        }

        var listed = listed(LIBRARIES.resolve("lodestar.cdx.json"));

        assertThat(listed.keySet()).isEqualTo(libraries.keySet());
        assertThat(libraries)
                .isNotEmpty()
                .allSatisfy((sum, jar) -> assertThat(jar).startsWith(listed.get(sum)));
    }

    /** Returns the components of a bill: checksum, then name and version. */
    private static SortedMap<String, String> listed(Path bill) throws IOException {
        var listed = new TreeMap<String, String>();
        try (var parser = new JsonFactory().createParser(Files.readAllBytes(bill))) {
            while (!(parser.nextToken() == JsonToken.FIELD_NAME
                    && parser.currentName().equals("components")
                    && parser.getParsingContext().getParent().inRoot())) {
                assertThat(parser.currentToken()).as("a list of components").isNotNull();
            }
            parser.nextToken();
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                var component = component(parser);
                listed.put(component[0], component[1]);
            }
        }
        return listed;
    }

    private static String[] component(JsonParser parser) throws IOException {
        var name = "";
        var version = "";
        var sum = "";
        for (int depth = 1; depth > 0; ) {
            var token = parser.nextToken();
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (token == JsonToken.VALUE_STRING) {
                var text = parser.getText();
                var field = parser.currentName();
                name = depth == 1 && field.equals("name") ? text : name;
                version = depth == 1 && field.equals("version") ? text : version;
                boolean isSum = depth == 3 && Objects.equals(field, "content") && text.length() == 64;
                sum = isSum && sum.isEmpty() ? text : sum; // SHA3-256, as long, comes later
            }
        }
        return new String[] {sum, name + "-" + version};
    }

    private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
