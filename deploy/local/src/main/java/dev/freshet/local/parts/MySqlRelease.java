package dev.freshet.local.parts;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The MySQL servers there are. The default is small; the others are asked for by the variable {@value #VARIABLE}. */
public enum MySqlRelease {
    V8_0_12("8.0.12", "mysql"),
    V8_0_33("8.0.33", "mysql-8.0.33");

    public static final String VARIABLE = "FRESHET_MYSQL";

    private final String number;
    private final String pom;

    MySqlRelease(String number, String pom) {
        this.number = number;
        this.pom = pom;
    }

    /** The name of its POM in {@code deploy/local/parts}, without the extension. */
    String pom() {
        return pom;
    }

    /**
     * @param number such as {@code 8.0.33}; null or blank for the default
     * @throws PartUnavailable when there is none of that number
     */
    public static MySqlRelease of(@Nullable String number) {
        if (number == null || number.isBlank()) {
            return V8_0_12;
        }
        return Arrays.stream(values())
                .filter(release -> release.number.equals(number.strip()))
                .findFirst()
                .orElseThrow(() -> new PartUnavailable(VARIABLE + " is '" + number
                        + "', and the MySQL servers to be had are "
                        + Arrays.stream(values()).map(release -> release.number).collect(Collectors.joining(", "))
                        + ". Set it to one of them, or unset it."));
    }
}
