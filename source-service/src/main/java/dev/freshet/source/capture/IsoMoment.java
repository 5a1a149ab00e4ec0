package dev.freshet.source.capture;

import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;

/** A moment as Debezium's ZonedTimestamp writes it, digit by digit: Debezium builds a formatter for each value. */
final class IsoMoment {
    private static final String FORM = "yyyy-mm-ddThh:mm:ss";
    private static final int NANO_DIGITS = 9;

    private IsoMoment() {}

    /**
     * Whether {@link #text} writes it as Debezium does.
     *
     * @param digits of the fraction, as the column has them
     */
    static boolean isUsual(ZonedDateTime moment, int digits) {
        return digits > 0
                && digits <= NANO_DIGITS
                && moment.getOffset().getTotalSeconds() == 0
                && moment.getYear() >= 0
                && moment.getYear() <= 9999;
    }

    /** {@code yyyy-mm-ddThh:mm:ss.fffZ} with as many digits of fraction as are asked for; more are cut off. */
    static String text(ZonedDateTime moment, int digits) {
        byte[] text = new byte[FORM.length() + digits + 2];
        put(text, 0, 4, moment.getYear());
        text[4] = '-';
        put(text, 5, 2, moment.getMonthValue());
        text[7] = '-';
        put(text, 8, 2, moment.getDayOfMonth());
        text[10] = 'T';
        put(text, 11, 2, moment.getHour());
        text[13] = ':';
        put(text, 14, 2, moment.getMinute());
        text[16] = ':';
        put(text, 17, 2, moment.getSecond());
        text[19] = '.';
        int fraction = moment.getNano();
        for (int cut = digits; cut < NANO_DIGITS; cut++) {
            fraction /= 10;
        }
        put(text, 20, digits, fraction);
        text[text.length - 1] = 'Z';
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static void put(byte[] text, int from, int digits, int value) {
        int rest = value;
        for (int i = from + digits - 1; i >= from; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
