package io.lodestar.protocol;

/** The ordinals by which RocketMQ programs name their release in a header, and what depends on them (protocol 1.11). */
public final class Release {
    /** What Lodestar sends: 5.5.0, whose wire it speaks. */
    public static final int SELF = 513;

    /** 3.0.11: from here on a registration body has a filter server list around its topics. */
    public static final int V3_0_11 = 37;

    /** 4.9.4: from here on a route is answered in standard JSON. */
    public static final int V4_9_4 = 401;

    /** 5.0.0: from here on a compressed registration ends with static-topic mappings. */
    public static final int V5_0_0 = 413;

    /** 5.3.1: programs after this one understand "please go away". */
    public static final int V5_3_1 = 475;

    /** 4.0.0: from here on, ten patches make a minor release and ten of those a major one, each with a snapshot before it. */
    private static final int V4_0_0 = 213;

    private static final int PATCHES = 20;
    private static final int MINORS = 10 * PATCHES;

    private Release() {}

    /** Returns the release that an ordinal stands for, for people to read. */
    public static String name(int ordinal) {
        if (ordinal < V4_0_0 - 1) {
            return "ordinal " + ordinal;
        }
        int number = ordinal - V4_0_0 + 1;
        return (4 + number / MINORS) + "." + number % MINORS / PATCHES + "." + number % PATCHES / 2
                + (number % 2 == 0 ? "-SNAPSHOT" : "");
    }
}
