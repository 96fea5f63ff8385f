package io.lodestar.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private final Places places = new Places(3, 2);

    @Test
    void thereAreSoManyPlacesAndWhoLeavesMakesRoom() {
        assertThat(List.of(places.enter(), places.enter(), places.enter())).containsOnly(true);
        assertThat(places.enter()).isFalse();
        assertThat(places.enter()).isFalse();

        places.leave();

        assertThat(places.enter()).isTrue();
        assertThat(places.enter()).isFalse();
    }

    @Test
    void oneSourceMayHaveSomeOfThem() throws UnknownHostException {
        var one = Source.of(InetAddress.getByName("192.0.2.1"));
        var other = Source.of(InetAddress.getByName("192.0.2.2"));

        assertThat(List.of(places.enterFrom(one), places.enterFrom(one))).containsOnly(true);
        assertThat(places.enterFrom(one)).isFalse();
        assertThat(places.enterFrom(other)).isTrue();

        places.leaveFrom(one);

        assertThat(places.enterFrom(one)).isTrue();
        assertThat(places.enterFrom(one)).isFalse();
    }

    @Test
    void theAddressesOfAnIpv6NetworkAreOneSourceAndScopesDoNotCount() throws UnknownHostException {
        var one = Source.of(InetAddress.getByName("2001:db8:1:2::1"));

        assertThat(Source.of(InetAddress.getByName("2001:db8:1:2:ffff::9"))).isEqualTo(one);
        assertThat(Source.of(InetAddress.getByName("2001:db8:1:3::1"))).isNotEqualTo(one);
        assertThat(Source.of(InetAddress.getByName("fe80::1%1")))
                .isEqualTo(Source.of(InetAddress.getByName("fe80::1")));
        assertThat(Source.of(InetAddress.getByName("::ffff:192.0.2.1")))
                .isEqualTo(Source.of(InetAddress.getByName("192.0.2.1")));
    }

    @Test
    void descriptorsLimitTheConnectionsAndSomeAreKeptForFiles() {
        var limits = List.of(
                "Limit                     Soft Limit           Hard Limit           Units     ",
                "Max open files            1024                 524288               files     ");

        assertThat(Descriptors.forConnections(limits)).isEqualTo(768);
        assertThat(Descriptors.forConnections(List.of("Max open files            100     100   files")))
                .isEqualTo(50);
        assertThat(Descriptors.forConnections(List.of("Max open files            unlimited   unlimited   files")))
                .isEqualTo(Integer.MAX_VALUE);
        assertThat(Descriptors.forConnections(List.of())).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void noConfigurationAllowsMoreThanThereAreDescriptors() {
        var limits = new ListenerLimits(SourceRanges.NONE, Integer.MAX_VALUE, 0, 0, 0);

        assertThat(limits.places().max()).isEqualTo(Descriptors.forConnections());
        assertThat(limits.places().maxPerSource()).isEqualTo(Descriptors.forConnections() / 2);
        assertThat(new ListenerLimits(SourceRanges.NONE, 7, 0, 0, 0).places().maxPerSource())
                .isEqualTo(3);
    }
}
