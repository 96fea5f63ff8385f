package io.lodestar.registry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the reference tells of changes (decision 11), until it is asked for them. */
final class ReferenceNews {
    final Set<Change.Conflict> conflictsTold = new HashSet<>();
    private final List<Change> told = new ArrayList<>();
    private final Tally tally;

    ReferenceNews(Tally tally) {
        this.tally = tally;
    }

    void tell(Change change) {
        told.add(change);
    }

    /** Returns an answer with all that was told since the last one. */
    Picture.Answer answer(Object said) {
        var answer = new Picture.Answer(said, told);
        told.clear();
        return answer;
    }

    /** Tells that two brokers are at odds, unless that was told since the members of the claimed group changed. */
    void conflict(Change.Conflict conflict) {
        if (conflictsTold.add(conflict)) {
            tally.happened(Occurrence.CONFLICT_TOLD);
            tell(conflict);
        } else {
            tally.happened(Occurrence.CONFLICT_NOT_TOLD_AGAIN);
        }
    }

    void forgetConflicts(String brokerName) {
        conflictsTold.removeIf(conflict -> conflict.claimant().brokerName().equals(brokerName));
    }

    void master(String brokerName, Optional<String> before, Optional<String> after) {
        if (!after.equals(before)) {
            tally.happened(Occurrence.MASTER_CHANGED);
            tell(new Change.MasterChanged(brokerName, before, after));
        }
    }

    /** Tells what happened to topics, all of one fate and one broker group together. */
    void topics(List<ReferenceTopics.Event> events) {
        var together = new LinkedHashMap<List<Object>, List<String>>();
        for (var event : events) {
            together.computeIfAbsent(List.of(event.fate(), event.brokerName()), unknown -> new ArrayList<>())
                    .add(event.topic());
        }
        together.forEach((what, topics) -> {
            topics.sort(Comparator.naturalOrder());
            tell(new Change.Topics((String) what.get(1), (Change.Fate) what.get(0), topics));
        });
    }
}
