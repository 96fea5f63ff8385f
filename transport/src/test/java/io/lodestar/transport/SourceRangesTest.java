package io.lodestar.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceRangesTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,      10.255.255.255, true",
        "10.0.0.0/8,      11.0.0.0,       false",
        "10.1.2.3/8,      10.9.9.9,       true",
        "10.0.0.1,        10.0.0.1,       true",
        "10.0.0.1,        10.0.0.2,       false",
        "10.0.0.0/31,     10.0.0.1,       true",
        "10.0.0.0/31,     10.0.0.2,       false",
        "192.168.4.0/22,  192.168.7.255,  true",
        "192.168.4.0/22,  192.168.8.0,    false",
        "0.0.0.0/0,       203.0.113.9,    true",
        "0.0.0.0/0,       ::1,            false",
        "::/0,            10.0.0.1,       false",
        "::1,             ::1,            true",
        "fd00::/8,        fdff::1,        true",
        "fd00::/8,        fe00::1,        false",
        "fe80::/10,       fe80::1%1,      true",
        "fe80::1%2,       fe80::1%1,      true",
        "10.0.0.1,        ::ffff:10.0.0.1, true",
        "255.255.255.255/32, 255.255.255.255, true",
        "128.0.0.0/1,     127.255.255.255, false"
    })
    void aRangeHasTheAddressesThatBeginAsItDoes(String range, String address, boolean has) throws UnknownHostException {
        assertThat(SourceRanges.parse(List.of(range)).contain(InetAddress.getByName(address)))
                .isEqualTo(has);
    }

    @Test
    void anyOfTheRangesWillDo() throws UnknownHostException {
        var ranges = SourceRanges.parse(List.of("10.0.0.1", " fd00::/8 "));

        assertThat(ranges.contain(InetAddress.getByName("fd00::7"))).isTrue();
        assertThat(ranges.contain(InetAddress.getByName("10.0.0.1"))).isTrue();
        assertThat(ranges.contain(InetAddress.getByName("10.0.0.2"))).isFalse();
    }

    @Test
    void noneHasNoAddress() throws UnknownHostException {
        assertThat(SourceRanges.parse(List.of()).isEmpty()).isTrue();
        assertThat(SourceRanges.NONE.contain(InetAddress.getByName("127.0.0.1")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "10.0.0",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/",
                "::/129",
                "10.0.0.0/8/8",
                "*"
            })
    void whatIsNoRangeIsNamed(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SourceRanges.parse(List.of("10.0.0.1", text)))
                .withMessageContaining("'" + text + "'");
    }

    @Test
    void aPrefixOfAnIpv4AddressInIpv6FormIsNotGuessed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SourceRanges.parse(List.of("::ffff:10.0.0.0/104")))
                .withMessageContaining("write 10.0.0.0");
    }
}
