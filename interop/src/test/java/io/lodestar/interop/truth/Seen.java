package io.lodestar.interop.truth;

/** What one script saw on either server. */
record Seen<T>(T apache, T ours) {}
