package io.lodestar.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    @ParameterizedTest
    @CsvSource({"10.0.0.1:9876, 10.0.0.1", "[::1]:9876, 0:0:0:0:0:0:0:1", "::1:9876, 0:0:0:0:0:0:0:1"})
    void anIpAddressIsKnownWithoutLookUp(String text, String host) {
        var address = Addresses.literal(Addresses.parse(text)).orElseThrow();

        assertThat(address.isUnresolved()).isFalse();
        assertThat(address.getAddress().getHostAddress()).isEqualTo(host);
        assertThat(address.getPort()).isEqualTo(9876);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:9876", "broker-0.brokers:9876", "10.0.0:9876", "10.0.0.256:9876"})
    void aNameIsNotKnownWithoutLookUp(String text) {
        assertThat(Addresses.literal(Addresses.parse(text))).isEmpty();
    }

    @Test
    void aPlaceKeepsTheNameOfItsHost() {
        assertThat(Addresses.parse("broker-0:10911").getHostString()).isEqualTo("broker-0");
    }
}
