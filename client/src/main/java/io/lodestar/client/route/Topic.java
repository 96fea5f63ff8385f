package io.lodestar.client.route;

import io.lodestar.client.TopicRoute;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What is known of one topic. Its fields belong to {@link TopicTable}'s lock, but for those that are volatile, which may be read without. */
final class Topic {
    final String name;

    /** What is in use: what was answered last but "no such topic", or what stands for it. */
    volatile Optional<TopicRoute> route = Optional.empty();

    /** When somebody asked for it last. */
    volatile long usedNanos;

    /** What the name servers answered last; empty when they know no such topic, or were not heard yet. */
    Optional<TopicRoute> answered = Optional.empty();

    /** Whether a name server has ever answered. */
    boolean heard;

    /** Whether {@link #route} is the default topic's. */
    boolean borrowed;

    /** When a name server answered last. */
    long heardNanos;

    /** What is under way. */
    Optional<CompletableFuture<Optional<TopicRoute>>> flight = Optional.empty();

    /** Who said that it changed, and is to be asked. */
    Optional<String> informer = Optional.empty();

    /** Whether what is under way may bring what was true before a change. */
    boolean again;

    Topic(String name, long usedNanos) {
        this.name = name;
        this.usedNanos = usedNanos;
    }

    /**
     * Takes down what the name servers answer; a route that says the same stays the same object.
     *
     * @param standIn the default topic's, where nothing was answered
     */
    void take(Optional<TopicRoute> answer, Optional<TopicRoute> standIn, long nowNanos) {
        answered = answer.equals(answered) ? answered : answer;
        if (answered.isPresent()) {
            route = answered;
            borrowed = false;
        } else if (standIn.isPresent() && !standIn.equals(route)) {
            route = standIn;
            borrowed = true;
        }
        heard = true;
        heardNanos = nowNanos;
        flight = Optional.empty();
        again = false;
    }

    @Override
    public String toString() {
        return name;
    }
}
