package io.lodestar.protocol.body;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lodestar.protocol.MalformedBodyException;
import io.lodestar.protocol.json.JsonDialect;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** JSON that was cut off anywhere is refused. */
final class TruncatedBodiesTest {
    @Test
    void aRegistration() {
        RegistrationBody body = new RandomBodies(1).registration();

        checkEachTruncation(Bytes.written(body::writeJson), bytes -> RegistrationBody.read(bytes, 513, false, 0));
    }

    @Test
    void aRoute() {
        RouteBody body = new RandomBodies(1).route();

        checkEachTruncation(Bytes.written(out -> body.writeTo(out, JsonDialect.LEGACY)), RouteBody::read);
        checkEachTruncation(Bytes.written(out -> body.writeTo(out, JsonDialect.STANDARD)), RouteBody::read);
    }

    private static void checkEachTruncation(byte[] body, Consumer<ByteBuf> reader) {
        for (int length = 1; length < body.length; length++) {
            ByteBuf truncated = Bytes.of(Arrays.copyOf(body, length));
            assertThatThrownBy(() -> reader.accept(truncated))
                    .as("the first %d of %d bytes", length, body.length)
                    .isInstanceOf(MalformedBodyException.class);
        }
    }
}
