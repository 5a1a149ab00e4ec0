package dev.freshet.local.process;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/** Says whether a started process serves. Asked every few milliseconds; an I/O error means "not yet". */
@FunctionalInterface
public interface Readiness {
    boolean ready(ManagedProcess process) throws IOException;

    static Readiness tcp(int port) {
        return process -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
                return true;
            }
        };
    }

    /** The URL answers 2xx. */
    static Readiness http(String url) {
        return process -> {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url).toURL().openConnection();
            connection.setConnectTimeout(500);
            connection.setReadTimeout(2_000);
            try {
                return connection.getResponseCode() / 100 == 2;
            } finally {
                connection.disconnect();
            }
        };
    }

    /** The process has written the text to its log since it was started. */
    static Readiness logged(String text) {
        return process -> process.logSinceStart().contains(text);
    }

    default Readiness and(Readiness other) {
        return process -> ready(process) && other.ready(process);
    }
}
