package io.lodestar.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.protocol.ExtFields;
import io.lodestar.server.NoticeQueue.Notice;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NoticeQueueTest {
    private final NoticeQueue queue = new NoticeQueue(2, 5);

    private static Notice notice(String target, String group, int number) {
        return new Notice(target, group, ExtFields.of(Map.of("number", String.valueOf(number))));
    }

    @Test
    void onlyTheNewestOfAGroupWaitsBehindTheOneUnderWay() {
        queue.add(notice("a", "g", 1));
        var first = queue.next();
        queue.add(notice("a", "g", 2));
        queue.add(notice("a", "g", 3));

        assertThat(first).contains(notice("a", "g", 1));
        assertThat(queue.next()).as("while one is under way").isEmpty();
        assertThat(queue.nextOf("a")).contains(notice("a", "g", 3));
        assertThat(queue.nextOf("a")).isEmpty();
    }

    @Test
    void groupsDoNotReplaceEachOther() {
        queue.add(notice("a", "g", 1));
        queue.next();
        queue.add(notice("a", "g", 2));
        queue.add(notice("a", "h", 3));

        assertThat(queue.nextOf("a")).contains(notice("a", "g", 2));
        assertThat(queue.nextOf("a")).contains(notice("a", "h", 3));
    }

    @Test
    void targetsBeyondTheLimitWaitForTheirTurn() {
        for (var target : new String[] {"a", "b", "c"}) {
            queue.add(notice(target, "g", 1));
        }
        assertThat(queue.next()).contains(notice("a", "g", 1));
        assertThat(queue.next()).contains(notice("b", "g", 1));
        assertThat(queue.next()).as("a third target").isEmpty();

        queue.add(notice("a", "g", 2));
        queue.done("a");

        assertThat(queue.next()).as("who waited longest").contains(notice("c", "g", 1));
        assertThat(queue.next()).isEmpty();
        queue.done("b");
        assertThat(queue.next()).contains(notice("a", "g", 2));
    }

    @Test
    void moreThanItsRoomIsRefusedButNewsOfTheSameReplaceTheOld() {
        for (int target = 0; target < 5; target++) {
            assertThat(queue.add(notice("t" + target, "g", 1))).isTrue();
        }

        assertThat(queue.add(notice("t5", "g", 1))).isFalse();
        assertThat(queue.add(notice("t0", "h", 1))).isFalse();
        assertThat(queue.add(notice("t0", "g", 2))).isTrue();
        assertThat(queue.next()).contains(notice("t0", "g", 2));
        assertThat(queue.add(notice("t5", "g", 1))).as("once one is under way").isTrue();
    }

    @Test
    void aTargetThatIsDoneIsForgotten() {
        queue.add(notice("a", "g", 1));
        queue.next();
        queue.done("a");

        assertThat(queue.next()).isEmpty();
        queue.add(notice("a", "g", 2));
        assertThat(queue.next()).contains(notice("a", "g", 2));
    }
}
