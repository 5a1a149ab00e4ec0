package dev.freshet.transform.plan;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeSystemImpl;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Flink's rules for types: how many digits results have, and that texts do not get longer by meeting longer ones. */
final class FlinkTypes extends RelDataTypeSystemImpl {
    private static final int DIGITS = 38;
    private static final int KEPT_SCALE = 6;
    private static final int SECOND_DIGITS = 9;

    @Override
    public int getMaxNumericPrecision() {
        return DIGITS;
    }

    @Override
    public int getMaxNumericScale() {
        return DIGITS;
    }

    @Override
    public int getMaxPrecision(SqlTypeName type) {
        return switch (type) {
            case VARCHAR, CHAR, VARBINARY, BINARY -> Integer.MAX_VALUE;
            case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE, TIME -> SECOND_DIGITS;
            default -> super.getMaxPrecision(type);
        };
    }

    @Override
    public int getDefaultPrecision(SqlTypeName type) {
        return switch (type) {
            case VARCHAR, VARBINARY -> Integer.MAX_VALUE;
            case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> 6;
            case DECIMAL -> 10;
            default -> super.getDefaultPrecision(type);
        };
    }

    @Override
    public boolean shouldConvertRaggedUnionTypesToVarying() {
        return true;
    }

    private record Digits(int precision, int scale) {
        int whole() {
            return precision - scale;
        }
    }

    private interface Rule {
        Digits apply(Digits a, Digits b);
    }

    private static @Nullable RelDataType decimal(RelDataTypeFactory types, RelDataType a, RelDataType b, Rule rule) {
        boolean exact = isExact(a) && isExact(b);
        if (!exact || a.getSqlTypeName() != SqlTypeName.DECIMAL && b.getSqlTypeName() != SqlTypeName.DECIMAL) {
            return null;
        }
        Digits digits = adjusted(rule.apply(digits(a), digits(b)));
        return types.createSqlType(SqlTypeName.DECIMAL, digits.precision(), digits.scale());
    }

    /** What ROUND to so many places makes of a decimal. */
    static RelDataType rounded(RelDataTypeFactory types, RelDataType decimal, int places) {
        int scale = decimal.getScale();
        if (places >= scale) {
            return decimal;
        }
        int kept = Math.max(0, places);
        RelDataType type = types.createSqlType(
                SqlTypeName.DECIMAL, Math.min(DIGITS, 1 + decimal.getPrecision() - scale + kept), kept);
        return types.createTypeWithNullability(type, decimal.isNullable());
    }

    private static boolean isExact(RelDataType type) {
        return SqlTypeName.EXACT_TYPES.contains(type.getSqlTypeName());
    }

    private static Digits digits(RelDataType type) {
        return switch (type.getSqlTypeName()) {
            case TINYINT -> new Digits(3, 0);
            case SMALLINT -> new Digits(5, 0);
            case INTEGER -> new Digits(10, 0);
            case BIGINT -> new Digits(19, 0);
            default -> new Digits(type.getPrecision(), type.getScale());
        };
    }

    /** What has more digits than there are gives up some behind the point, but keeps six. */
    private static Digits adjusted(Digits wanted) {
        if (wanted.precision() <= DIGITS) {
            return wanted;
        }
        int kept = Math.min(wanted.scale(), KEPT_SCALE);
        return new Digits(DIGITS, Math.max(DIGITS - wanted.whole(), kept));
    }

    @Override
    public @Nullable RelDataType deriveDecimalPlusType(RelDataTypeFactory types, RelDataType a, RelDataType b) {
        return decimal(types, a, b, (x, y) -> {
            int scale = Math.max(x.scale(), y.scale());
            return new Digits(Math.max(x.whole(), y.whole()) + scale + 1, scale);
        });
    }

    @Override
    public @Nullable RelDataType deriveDecimalMultiplyType(RelDataTypeFactory types, RelDataType a, RelDataType b) {
        return decimal(types, a, b, (x, y) -> new Digits(x.precision() + y.precision() + 1, x.scale() + y.scale()));
    }

    @Override
    public @Nullable RelDataType deriveDecimalDivideType(RelDataTypeFactory types, RelDataType a, RelDataType b) {
        return decimal(types, a, b, (x, y) -> {
            int scale = Math.max(KEPT_SCALE, x.scale() + y.precision() + 1);
            return new Digits(x.whole() + y.scale() + scale, scale);
        });
    }

    @Override
    public @Nullable RelDataType deriveDecimalModType(RelDataTypeFactory types, RelDataType a, RelDataType b) {
        return decimal(types, a, b, (x, y) -> {
            int scale = Math.max(x.scale(), y.scale());
            return new Digits(Math.min(x.whole(), y.whole()) + scale, scale);
        });
    }
}
