package io.lodestar.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpeningTest {
    @ParameterizedTest
    @CsvSource({
        "GET , HTTP",
        "HEAD , HTTP",
        "POST , HTTP",
        "PUT , HTTP",
        "DELETE , HTTP",
        "OPTIONS , HTTP",
        "PATCH , HTTP",
        "TRACE , HTTP",
        "CONNECT , HTTP",
        "PRI * HTTP/2, HTTP2",
        "PROXY , PROXY"
    })
    void aTextIsKnownOnceAllOfItsMarkHasCome(String mark, Opening opening) {
        String whole = mark.contains("/") ? mark : mark + " ";

        for (int length = 0; length < whole.length(); length++) {
            assertThat(of(whole.substring(0, length)))
                    .as("of '%s'", whole.substring(0, length))
                    .isEqualTo(Opening.UNDECIDED);
        }
        assertThat(of(whole)).isEqualTo(opening);
        assertThat(of(whole + "anything")).isEqualTo(opening);
    }

    @Test
    void theSecondVersionOfTheProxyProtocolIsKnownByTwelveBytes() {
        String signature = "\r\n\r\n\0\r\nQUIT\n";

        for (int length = 0; length < signature.length(); length++) {
            assertThat(of(signature.substring(0, length))).isEqualTo(Opening.UNDECIDED);
        }
        assertThat(of(signature)).isEqualTo(Opening.PROXY);
    }

    @Test
    void tlsIsKnownByOneByte() {
        assertThat(of("\u0016")).isEqualTo(Opening.TLS);
        assertThat(of("\u0016\u0003\u0001")).isEqualTo(Opening.TLS);
    }

    @Test
    void aFrameIsKnownByOneByte() {
        assertThat(of("\0")).isEqualTo(Opening.FRAMES);
        assertThat(of("\u0001")).isEqualTo(Opening.FRAMES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00ff", "Q", "GETS", "PROXX", "POKE", "\r\n\r\n\u0001", "hello"})
    void whatNobodyKnowsIsLeftToWhoCutsFrames(String text) {
        assertThat(of(text)).isEqualTo(Opening.FRAMES);
    }

    private static Opening of(String text) {
        ByteBuf in = Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
        Opening opening = Opening.of(in);
        assertThat(in.readerIndex()).isZero();
        return opening;
    }
}
