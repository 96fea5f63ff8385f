package io.lodestar.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemberListTest {
    @Test
    void membersStandInTheirOrderHoweverTheyAreSeparated() {
        var list = MemberList.parse(" ns-2:9876; ns-1:9876,[::1]:9876\n10.0.0.1:9876;;ns-2:9876");

        assertThat(list.orElseThrow().addresses())
                .containsExactly("ns-2:9876", "ns-1:9876", "[::1]:9876", "10.0.0.1:9876");
        assertThat(MemberList.parse(list.orElseThrow().toString())).isEqualTo(list);
    }

    @Test
    void nothingIsAListWithoutMembers() {
        assertThat(MemberList.parse("")).contains(MemberList.NONE);
    }

    @Test
    void whatHasNoPortIsNoMember() {
        for (var text : List.of("ns-1", "ns-1:", ":9876", "ns-1:0", "ns-1:65536", "a:1;b")) {
            assertThat(MemberList.parse(text)).as(text).isEmpty();
        }
    }

    @Test
    void aListMayNotBeLongerThanItsLimit() {
        assertThat(MemberList.parse(members(MemberList.MAX_MEMBERS))).isPresent();
        assertThat(MemberList.parse(members(MemberList.MAX_MEMBERS + 1))).isEmpty();
    }

    private static String members(int count) {
        return IntStream.range(0, count).mapToObj(i -> "ns-" + i + ":9876").collect(Collectors.joining(";"));
    }

    @Test
    void aUnitHasMembersOfItsOwn() {
        var units = UnitLists.parse(" shanghai=a:1,b:2; hangzhou=c:3 ");

        assertThat(units.orElseThrow().units())
                .isEqualTo(Map.of(
                        "hangzhou", new MemberList(List.of("c:3")), "shanghai", new MemberList(List.of("a:1", "b:2"))));
        assertThat(UnitLists.parse(units.orElseThrow().toString())).isEqualTo(units);
        assertThat(UnitLists.parse("")).contains(UnitLists.NONE);
    }

    @Test
    void unitsThatCannotBeMeantAreNone() {
        for (var text : List.of("a:1", "=a:1", "x=", "x=a", "x=a:1;x=b:1", "x y=a:1")) {
            assertThat(UnitLists.parse(text)).as(text).isEmpty();
        }
    }
}
