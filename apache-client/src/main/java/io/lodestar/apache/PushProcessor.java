package io.lodestar.apache;

import io.netty.channel.ChannelHandlerContext;
import java.util.function.Consumer;
import org.apache.rocketmq.remoting.netty.NettyRequestProcessor;
import org.apache.rocketmq.remoting.protocol.RemotingCommand;
import org.jspecify.annotations.Nullable;

/** Takes what name servers push; the client's remoting calls it. */
final class PushProcessor implements NettyRequestProcessor {
    private final Consumer<Changes> receiver;

    PushProcessor(Consumer<Changes> receiver) {
        this.receiver = receiver;
    }

    @Override
    public @Nullable RemotingCommand processRequest(ChannelHandlerContext context, RemotingCommand push) {
        receiver.accept(WatchMessages.changes(push));
        return null; // nobody waits for an answer
    }

    @Override
    public boolean rejectRequest() {
        return false;
    }
}
