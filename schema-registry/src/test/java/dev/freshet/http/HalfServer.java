package dev.freshet.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Answers its first requests with half a body, then whole ones: {@code {"a": 1}}. One request for each connection. */
public final class HalfServer implements AutoCloseable {
    private static final String HEAD = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 8\r\n\r\n";

    /** What the server does after half a body. */
    public enum Then {
        CLOSES,
        SAYS_NO_MORE
    }

    private final ServerSocket listening;
    private final List<Socket> silent = new ArrayList<>();

    /** @param halves how many answers are half */
    public HalfServer(int halves, Then then) throws IOException {
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> serve(halves, then));
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    private void serve(int halves, Then then) {
        try {
            for (int served = 0; ; served++) {
                Socket socket = listening.accept();
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                for (String line = in.readLine(); line != null && !line.isEmpty(); ) {
                    line = in.readLine();
                }
                boolean half = served < halves;
                socket.getOutputStream()
                        .write((HEAD + (half ? "{\"a\"" : "{\"a\": 1}")).getBytes(StandardCharsets.UTF_8));
                if (half && then == Then.SAYS_NO_MORE) {
                    silent.add(socket);
                } else {
                    socket.close();
                }
            }
        } catch (IOException closed) {
            // the test is over
            return;
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : silent) {
            socket.close();
        }
    }
}
