package io.lodestar.apache;

import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * The end of a watch, for which the next watch of the same connections waits. Answers are awaited: a name server takes two requests of one connection in
 * whichever order its threads come to them, so a farewell that is still on its way could end what is asked for after it.
 */
final class Farewell {
    private final CountDownLatch over = new CountDownLatch(1);

    /**
     * Says it to all of them and waits for their answers, so long at most.
     *
     * @param teller tells one of them, and runs what it is given when the answer is there, or none will come
     * @return whether all have heard it
     */
    boolean say(Collection<String> addresses, BiConsumer<String, Runnable> teller, long limitMillis)
            throws InterruptedException {
        var answers = new CountDownLatch(addresses.size());
        addresses.forEach(address -> teller.accept(address, answers::countDown));
        return answers.await(limitMillis, TimeUnit.MILLISECONDS);
    }

    /** The watch is gone, with a farewell or without. */
    void end() {
        over.countDown();
    }

    /** Waits until the watch is gone. */
    void awaitEnd() throws InterruptedException {
        over.await();
    }
}
