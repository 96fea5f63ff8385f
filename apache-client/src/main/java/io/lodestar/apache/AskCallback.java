package io.lodestar.apache;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.rocketmq.remoting.InvokeCallback;
import org.apache.rocketmq.remoting.netty.ResponseFuture;
import org.apache.rocketmq.remoting.protocol.RemotingCommand;

/** Hands on the one answer to one request, whichever of its methods the client's release calls. */
final class AskCallback implements InvokeCallback {
    private final Consumer<Answer> receiver;
    private final AtomicBoolean answered = new AtomicBoolean();

    AskCallback(Consumer<Answer> receiver) {
        this.receiver = receiver;
    }

    @Override
    public void operationComplete(ResponseFuture future) {
        var response = future.getResponseCommand();
        if (response == null) {
            answer(new Answer.Silence("no answer"));
        } else {
            operationSucceed(response);
        }
    }

    /** Overrides a method of 5.x. */
    public void operationSucceed(RemotingCommand response) {
        answer(WatchMessages.answer(response));
    }

    /** Overrides a method of 5.x, where it alone is called when there is no connection. */
    public void operationFail(Throwable failure) {
        answer(new Answer.Silence(failure.toString()));
    }

    private void answer(Answer answer) {
        if (answered.compareAndSet(false, true)) {
            receiver.accept(answer);
        }
    }
}
