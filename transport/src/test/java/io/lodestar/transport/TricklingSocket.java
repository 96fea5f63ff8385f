package io.lodestar.transport;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Sends each byte by itself. */
final class TricklingSocket extends Socket {
    TricklingSocket(InetSocketAddress address) throws IOException {
        super(address.getAddress(), address.getPort());
        setTcpNoDelay(true);
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {
            @Override
            public void write(int one) throws IOException {
                super.write(one);
                flush();
            }
        };
    }
}
