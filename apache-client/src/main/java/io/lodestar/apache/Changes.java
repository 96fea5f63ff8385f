package io.lodestar.apache;

import java.util.List;

/**
 * What a name server tells of.
 *
 * @param version up to which it has told everything: {@code epoch:number}
 * @param all whether anything it was asked about may have changed
 * @param topics whose routes changed
 */
record Changes(String version, boolean all, List<String> topics) {
    Changes {
        topics = List.copyOf(topics);
    }
}
