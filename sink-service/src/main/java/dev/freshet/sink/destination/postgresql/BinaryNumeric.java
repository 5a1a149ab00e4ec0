package dev.freshet.sink.destination.postgresql;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * PostgreSQL's binary numeric (numeric_send in the server's numeric.c): digits of base 10,000, most significant first, the weight of the
 * first one, sign, and the number of decimals to show.
 */
final class BinaryNumeric {
    private static final int NEGATIVE = 0x4000;
    private static final long[] PADDING = {1, 10, 100, 1000};
    private static final BigInteger BASE = BigInteger.valueOf(10_000);
    /** The widest padding leaves a long whole below this. */
    private static final int LONG_BITS = 63 - 10;

    private BinaryNumeric() {}

    static void write(CopyBuffer out, BigDecimal value) {
        BigDecimal shown = value.scale() < 0 ? value.setScale(0) : value;
        BigInteger unscaled = shown.unscaledValue().abs();
        int scale = shown.scale();
        int padding = (4 - scale % 4) % 4;
        int fraction = (scale + padding) / 4;
        short[] digits = unscaled.bitLength() < LONG_BITS
                ? digits(unscaled.longValue() * PADDING[padding])
                : digits(unscaled.multiply(BigInteger.valueOf(PADDING[padding])));
        int last = 0;
        while (last < digits.length && digits[last] == 0) {
            last++;
        }
        int count = digits.length - last;
        out.putInt(8 + 2 * count);
        out.putShort(count);
        out.putShort(count == 0 ? 0 : digits.length - fraction - 1);
        out.putShort(value.signum() < 0 ? NEGATIVE : 0);
        out.putShort(scale);
        for (int i = digits.length - 1; i >= last; i--) {
            out.putShort(digits[i]);
        }
    }

    /** Least significant first, without zeros at the most significant end. */
    private static short[] digits(long value) {
        int count = 0;
        for (long rest = value; rest != 0; rest /= 10_000) {
            count++;
        }
        short[] digits = new short[count];
        long rest = value;
        for (int i = 0; i < count; i++) {
            digits[i] = (short) (rest % 10_000);
            rest /= 10_000;
        }
        return digits;
    }

    private static short[] digits(BigInteger value) {
        short[] digits = new short[value.bitLength() / 13 + 1];
        int count = 0;
        for (BigInteger rest = value; rest.signum() != 0; ) {
            BigInteger[] step = rest.divideAndRemainder(BASE);
            digits[count++] = step[1].shortValue();
            rest = step[0];
        }
        return java.util.Arrays.copyOf(digits, count);
    }
}
