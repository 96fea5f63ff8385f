package io.lodestar.registry;

/** All that a registry keeps. Guarded by its lock, but for what the tables themselves say any thread may call. */
final class Tables {
    final GroupTable groups = new GroupTable();
    final SessionTable sessions = new SessionTable();
    final TopicTable topics = new TopicTable(groups);
    final Reports reports = new Reports();
    final Tombstones tombstones = new Tombstones();
}
