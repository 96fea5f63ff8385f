package io.lodestar.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranges of addresses as plain_acl.yml writes them. */
class AddressFormsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.1.2.3        | 10.1.2.3      | 10.1.2.4",
                "10.1.*.*        | 10.1.255.0    | 10.2.0.0",
                "10.1.2.*        | 10.1.2.255    | 10.1.3.0",
                "*.*.*.*         | 255.255.255.255 | ::1",
                "10.1.2.3-17     | 10.1.2.3      | 10.1.2.2",
                "10.1.2.3-17     | 10.1.2.17     | 10.1.2.18",
                "10.3-17.*.*     | 10.17.255.255 | 10.18.0.0",
                "10.1.2.0-255    | 10.1.2.255    | 10.1.3.0",
                "10.1.2.{3,5}    | 10.1.2.5      | 10.1.2.4",
                "10.0.0.1, 10.1.2.{3,5},10.9.9.9 | 10.9.9.9 | 10.1.2.4",
                "10.0.0.0/8      | 10.255.0.1    | 11.0.0.0",
                "fd00::{1,2}     | fd00::2       | fd00::3",
                "fd00::/8        | fdff::1       | fe00::1",
                "*               | ::1           |",
                "*               | 9.9.9.9       |"
            })
    void aFormStandsForAddresses(String form, String inside, String outside) throws UnknownHostException {
        var ranges = AddressForms.parse(List.of(form));

        assertThat(ranges.contain(InetAddress.getByName(inside))).as(inside).isTrue();
        if (outside != null) {
            assertThat(ranges.contain(InetAddress.getByName(outside)))
                    .as(outside)
                    .isFalse();
        }
    }

    @Test
    void everyRangeOfAnOctetIsJustThat() throws UnknownHostException {
        for (int low = 0; low < 256; low += 7) {
            for (int high = low; high < 256; high += 11) {
                var ranges = AddressForms.parse(List.of("10.1.2." + low + "-" + high));
                for (int octet = 0; octet < 256; octet++) {
                    assertThat(ranges.contain(InetAddress.getByName("10.1.2." + octet)))
                            .as("%d in %d-%d", octet, low, high)
                            .isEqualTo(octet >= low && octet <= high);
                }
            }
        }
    }

    @Test
    void nothingIsNoAddress() {
        assertThat(AddressForms.parse(List.of()).isEmpty()).isTrue();
        assertThat(AddressForms.parse(List.of("", " , ")).isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.*.1.2",
                "10.1.2.9-3",
                "10.1.2.1-256",
                "10.1.*",
                "host.example",
                "10.1.2.3-4-5",
                "10.0.0.0/33",
                "10.1.2.{3,x}",
                "fd00::*"
            })
    void whatIsNoRangeIsNamed(String form) {
        assertThatThrownBy(() -> AddressForms.parse(List.of(form)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(form.contains("{") ? "10.1.2.x" : form);
    }
}
