package io.lodestar.interop.programs;

import java.util.Optional;
import org.apache.rocketmq.acl.common.AclClientRPCHook;
import org.apache.rocketmq.acl.common.SessionCredentials;
import org.apache.rocketmq.remoting.RPCHook;

/**
 * What requests are signed with.
 *
 * @param hook signs them; empty leaves them unsigned
 */
record Credentials(Optional<RPCHook> hook) {
    static final Credentials NONE = new Credentials(Optional.empty());

    static Credentials of(String accessKey, String secretKey) {
        return new Credentials(Optional.of(new AclClientRPCHook(new SessionCredentials(accessKey, secretKey))));
    }
}
