package dev.freshet.source.capture;

import java.util.Optional;

/** Which database was in use when a statement ran: Debezium's record names that of the table as it is afterwards. */
@FunctionalInterface
public interface DatabaseInUse {
    /**
     * @param file     of the binary log
     * @param position of the statement's event in it
     * @return empty when the server does not say
     */
    Optional<String> at(String file, long position);
}
