package io.lodestar.client.remote;

import io.lodestar.client.NameServers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The page of an address service (protocol 10.4). */
record PageSource(URI uri) implements ServerSource {
    private static final Duration PERIOD = Duration.ofSeconds(120);
    private static final Duration LIMIT = Duration.ofSeconds(3);
    private static final Duration LONGEST = Duration.ofSeconds(9);
    private static final int MAX_BYTES = 1 << 16;

    @Override
    public List<String> look() throws IOException {
        var connection = (HttpURLConnection) uri.toURL().openConnection();
        // each read has a limit, but whoever sends a byte now and then would never reach it
        var alarm =
                new CompletableFuture<String>().completeOnTimeout("late", LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        var unused = alarm.thenAccept(late -> connection.disconnect());
        try {
            connection.setConnectTimeout(Math.toIntExact(LIMIT.toMillis()));
            connection.setReadTimeout(Math.toIntExact(LIMIT.toMillis()));
            connection.setUseCaches(false);
            int status = connection.getResponseCode();
            if (status != HttpURLConnection.HTTP_OK) {
                throw new IOException(uri + " answers with status " + status);
            }
            try (var body = connection.getInputStream()) {
                return addresses(new String(read(body), StandardCharsets.UTF_8));
            }
        } finally {
            alarm.cancel(false);
            connection.disconnect();
        }
    }

    private byte[] read(InputStream body) throws IOException {
        long start = System.nanoTime();
        var bytes = new ByteArrayOutputStream();
        var part = new byte[4096];
        for (int length = body.read(part); length >= 0; length = body.read(part)) {
            bytes.write(part, 0, length);
            if (bytes.size() > MAX_BYTES) {
                throw new IOException(uri + " answers with more than " + MAX_BYTES + " bytes");
            }
            if (System.nanoTime() - start > LIMIT.toNanos()) {
                throw new IOException(uri + " takes longer than " + LIMIT.toMillis() + " ms to answer");
            }
        }
        return bytes.toByteArray();
    }

    private List<String> addresses(String page) throws IOException {
        var line = page.strip().lines().findFirst().orElse("");
        try {
            return ((NameServers.Fixed) NameServers.of(line)).addresses();
        } catch (IllegalArgumentException unusable) {
            throw new IOException(uri + " lists no name servers: " + unusable.getMessage(), unusable);
        }
    }

    @Override
    public Duration period() {
        return PERIOD;
    }
}
