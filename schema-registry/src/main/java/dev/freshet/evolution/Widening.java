package dev.freshet.evolution;

import dev.freshet.schema.ColumnType;
import java.util.Optional;

/**
 * Which types hold every value of which others, without loss: a partial order over column types. Text holds all but bytes; integers fit
 * into decimals of enough digits and into binary floating point of enough mantissa; a date is the midnight that it begins with; a
 * wall-clock time is taken as UTC.
 */
public final class Widening {
    private static final int MAX_DIGITS = 1_000;

    private Widening() {}

    /** Whether every value of {@code narrow} can be kept in {@code wide}. Reflexive and transitive. */
    public static boolean fits(ColumnType narrow, ColumnType wide) {
        return narrow.equals(wide)
                || switch (wide) {
                    case ColumnType.Text() -> !(narrow instanceof ColumnType.Bytes);
                    case ColumnType.Int(int bits) ->
                        narrow instanceof ColumnType.Bool || narrow instanceof ColumnType.Int(int less) && less <= bits;
                    case ColumnType.Decimal(int precision, int scale) -> fitsDecimal(narrow, precision - scale, scale);
                    case ColumnType.Real(int bits) -> fitsReal(narrow, bits);
                    case ColumnType.Timestamp() -> narrow instanceof ColumnType.Date;
                    case ColumnType.Instant() ->
                        narrow instanceof ColumnType.Date || narrow instanceof ColumnType.Timestamp;
                    default -> false; // holds only its own kind
                };
    }

    private static boolean fitsDecimal(ColumnType narrow, int whole, int scale) {
        return switch (narrow) {
            case ColumnType.Bool() -> whole >= 1;
            case ColumnType.Int(int bits) -> whole >= digits(bits);
            case ColumnType.Decimal(int precision, int less) -> less <= scale && precision - less <= whole;
            default -> false;
        };
    }

    private static boolean fitsReal(ColumnType narrow, int bits) {
        return switch (narrow) {
            case ColumnType.Bool() -> true;
            // 24 and 53 bits of mantissa
            case ColumnType.Int(int less) -> less <= bits / 2;
            case ColumnType.Real(int less) -> less <= bits;
            default -> false;
        };
    }

    /** Decimal digits that hold every signed integer of so many bits. */
    private static int digits(int bits) {
        return switch (bits) {
            case 8 -> 3;
            case 16 -> 5;
            case 32 -> 10;
            default -> 19;
        };
    }

    /**
     * The least type that holds all values of both; empty when there is none: bytes and anything else. {@code widen(a, b)} is {@code a}
     * when {@code a} holds {@code b} already, so a narrower source never narrows a destination.
     */
    public static Optional<ColumnType> widen(ColumnType one, ColumnType other) {
        if (fits(other, one)) {
            return Optional.of(one);
        }
        if (fits(one, other)) {
            return Optional.of(other);
        }
        if (one instanceof ColumnType.Bytes || other instanceof ColumnType.Bytes) {
            return Optional.empty();
        }
        return Optional.of(between(one, other));
    }

    private static ColumnType between(ColumnType one, ColumnType other) {
        if (exact(one) && exact(other)) {
            int scale = Math.max(scale(one), scale(other));
            int precision = Math.max(whole(one), whole(other)) + scale;
            return precision > MAX_DIGITS ? new ColumnType.Text() : new ColumnType.Decimal(precision, scale);
        }
        boolean small = small(one) || small(other);
        boolean real = one instanceof ColumnType.Real || other instanceof ColumnType.Real;
        return small && real ? new ColumnType.Real(64) : new ColumnType.Text();
    }

    private static boolean small(ColumnType type) {
        return type instanceof ColumnType.Int(int bits) && bits <= 32;
    }

    private static boolean exact(ColumnType type) {
        return type instanceof ColumnType.Bool || type instanceof ColumnType.Int || type instanceof ColumnType.Decimal;
    }

    private static int scale(ColumnType type) {
        return type instanceof ColumnType.Decimal(int precision, int scale) ? scale : 0;
    }

    private static int whole(ColumnType type) {
        return switch (type) {
            case ColumnType.Decimal(int precision, int scale) -> precision - scale;
            case ColumnType.Int(int bits) -> digits(bits);
            case ColumnType.Bool() -> 1;
            default -> throw new IllegalArgumentException(type + " has no digits before the point");
        };
    }
}
