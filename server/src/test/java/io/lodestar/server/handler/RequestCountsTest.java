package io.lodestar.server.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.lodestar.protocol.RequestCode;
import io.lodestar.protocol.ResponseCode;
import io.lodestar.server.work.Work;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestCountsTest {
    private final RequestCounts counts = new RequestCounts();

    @Test
    void whatEventLoopsAndWorkersCountIsOneSum() {
        counts.count(0, RequestFamily.ROUTE, RequestOutcome.SUCCESS);
        counts.count(3, RequestFamily.ROUTE, RequestOutcome.SUCCESS);
        counts.count(1, RequestFamily.ROUTE, RequestOutcome.NOT_FOUND);
        counts.countWorkedOn(Work.LISTING, RequestFamily.TOPIC_LIST, RequestOutcome.SUCCESS, 1_000_000);

        assertThat(counts.count(RequestFamily.ROUTE, RequestOutcome.SUCCESS)).isEqualTo(2);
        assertThat(counts.count(RequestFamily.ROUTE)).isEqualTo(3);
        assertThat(counts.count(RequestOutcome.SUCCESS)).isEqualTo(3);
        assertThat(counts.total()).isEqualTo(4);
        assertThat(counts.durations(Work.LISTING).totalNanos()).isEqualTo(1_000_000);
    }

    @Test
    void noCountIsLostWhileLoopsCountForTheFirstTime() throws InterruptedException {
        int loops = 8;
        int each = 20_000;
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < loops; i++) {
            int loop = i;
            threads.add(new Thread(() -> {
                for (int n = 0; n < each; n++) {
                    counts.count(loop, RequestFamily.ROUTE, RequestOutcome.SUCCESS);
                }
            }));
        }

        threads.forEach(Thread::start);
        for (var thread : threads) {
            thread.join();
        }

        assertThat(counts.total()).isEqualTo((long) loops * each);
    }

    @Test
    void everyCodeAndEveryAnswerCountsAsSomething() {
        for (var code : RequestCode.values()) {
            assertThat(RequestFamily.of(code)).as("family of %s", code).isNotNull();
        }
        for (var code : ResponseCode.values()) {
            assertThat(RequestOutcome.of(code)).as("outcome of %s", code).isNotNull();
        }
    }
}
