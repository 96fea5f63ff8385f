package io.lodestar.server;

import io.lodestar.protocol.ExtFields;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * The notices that wait to be sent. To one target at most one is under way; behind it waits one for each broker group, the newest. Targets
 * take turns. Confined to the notifier's thread.
 */
final class NoticeQueue {
    private final int maxUnderWay;
    private final int maxWaiting;
    private final Map<String, Target> targets = new HashMap<>();
    private final Queue<Target> line = new ArrayDeque<>();
    private int underWay;
    private int waiting;

    /**
     * Creates an empty queue.
     *
     * @param maxUnderWay to how many targets notices may be under way at a time
     * @param maxWaiting how many notices may wait, of all targets together
     */
    NoticeQueue(int maxUnderWay, int maxWaiting) {
        this.maxUnderWay = maxUnderWay;
        this.maxWaiting = maxWaiting;
    }

    /** Puts a notice in the place of an older one of its group for this target, or behind the others. Returns whether there was room. */
    boolean add(Notice notice) {
        var known = targets.get(notice.target());
        boolean replaces = known != null && known.byGroup.containsKey(notice.group());
        if (!replaces && waiting == maxWaiting) {
            return false;
        }
        var target = known == null ? arrival(notice.target()) : known;
        target.byGroup.put(notice.group(), notice);
        waiting += replaces ? 0 : 1;
        return true;
    }

    private Target arrival(String address) {
        var target = new Target(address);
        targets.put(address, target);
        line.add(target);
        return target;
    }

    /** Takes the next notice of the target whose turn it is. It is under way then, until {@link #done}. */
    Optional<Notice> next() {
        if (underWay == maxUnderWay || line.isEmpty()) {
            return Optional.empty();
        }
        underWay++;
        return Optional.of(take(line.remove()));
    }

    /** Takes one more notice of a target to which one was under way until now. */
    Optional<Notice> nextOf(String address) {
        return Optional.ofNullable(targets.get(address))
                .filter(target -> !target.byGroup.isEmpty())
                .map(this::take);
    }

    /** Says that nothing is under way to a target any more. What still waits for it has its turn after the others. */
    void done(String address) {
        underWay--;
        var target = targets.remove(address);
        if (target != null && !target.byGroup.isEmpty()) {
            targets.put(address, target);
            line.add(target);
        }
    }

    private Notice take(Target target) {
        var oldest = target.byGroup.values().iterator();
        var notice = oldest.next();
        oldest.remove();
        waiting--;
        return notice;
    }

    /**
     * What one broker is to be told.
     *
     * @param target the broker's address
     * @param group the broker group it is about
     */
    record Notice(String target, String group, ExtFields fields) {}

    /** A broker that is told something, or is in line for it. */
    private static final class Target {
        private final String address;
        private final Map<String, Notice> byGroup = new LinkedHashMap<>();

        Target(String address) {
            this.address = address;
        }

        @Override
        public String toString() {
            return address + " " + byGroup.keySet();
        }
    }
}
