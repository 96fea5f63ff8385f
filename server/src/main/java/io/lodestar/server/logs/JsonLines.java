package io.lodestar.server.logs;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;

/** A line of the log as a JSON object. Whatever a peer sent is inside a string, so it makes no line and no member of its own. */
public final class JsonLines extends EncoderBase<ILoggingEvent> {
    private static final byte[] NOTHING = new byte[0];
    /** What JSON leaves as it is and some terminals and readers take for a command or the end of a line. */
    private static final Pattern UNSEEN = Pattern.compile("[\\x7f-\\x9f\\u2028\\u2029]");

    private final JsonFactory json = new JsonFactory();

    private JsonLines() {}

    /** Returns an encoder that is ready. */
    public static JsonLines started(Context context) {
        var lines = new JsonLines();
        lines.setContext(context);
        lines.start();
        return lines;
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        var bytes = new ByteArrayOutputStream(256);
        // Half of a surrogate pair becomes a question mark on this way; Jackson's own to bytes would drop the line for
        // it.
        try (var out = json.createGenerator(new OutputStreamWriter(bytes, UTF_8))) {
            write(event, out);
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory cannot be written to", impossible);
        }
        bytes.writeBytes(System.lineSeparator().getBytes(UTF_8));
        return bytes.toByteArray();
    }

    private static void write(ILoggingEvent event, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("time", event.getInstant().toString());
        out.writeStringField("level", event.getLevel().toString());
        out.writeStringField("logger", event.getLoggerName());
        out.writeStringField("thread", event.getThreadName());
        out.writeStringField("message", legible(event.getFormattedMessage()));
        var fault = event.getThrowableProxy();
        if (fault != null) {
            out.writeStringField("fault", legible(ThrowableProxyUtil.asString(fault)));
        }
        out.writeEndObject();
    }

    private static String legible(String text) {
        return UNSEEN.matcher(text).replaceAll("?");
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
