package dev.freshet.transform.eval;

/** What the service can compute. Each constant names what its operands are where that is not plain. */
public enum Function {
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL,
    IS_DISTINCT_FROM,
    IS_NOT_DISTINCT_FROM,
    AND,
    OR,
    NOT,
    IS_NULL,
    IS_NOT_NULL,
    IS_TRUE,
    IS_NOT_TRUE,
    IS_FALSE,
    IS_NOT_FALSE,
    /** Value, then the members. */
    IN,
    /** Condition, value, condition, value ..., otherwise. */
    CASE,
    CAST,
    TRY_CAST,
    PLUS,
    MINUS,
    TIMES,
    DIVIDE,
    MOD,
    NEGATE,
    ABS,
    CEIL,
    FLOOR,
    ROUND,
    TRUNCATE,
    POWER,
    SQRT,
    EXP,
    LN,
    LOG10,
    SIGN,
    LOWER,
    UPPER,
    /** Where (BOTH, LEADING, TRAILING), characters, text. */
    TRIM,
    SUBSTRING,
    CONCAT,
    /** Separator, then texts; NULLs are passed over. */
    CONCAT_WS,
    REPLACE,
    LEFT,
    RIGHT,
    /** Text, pattern, escape character. */
    LIKE,
    REGEXP,
    REGEXP_EXTRACT,
    REGEXP_REPLACE,
    POSITION,
    CHAR_LENGTH,
    SPLIT_INDEX,
    /** Text, and how many characters at its end stay. */
    MASK,
    /** Algorithm, text. */
    HASH,
    /** Unit, moment. */
    EXTRACT,
    DATE_FORMAT,
    TO_TIMESTAMP,
    TO_DATE,
    /** Unit, from, to. */
    TIMESTAMPDIFF,
    /** Unit, count, moment. */
    TIMESTAMPADD,
    /** Document, path, value when empty, value on error; the text ERROR of type NULL: fail. */
    JSON_VALUE,
    JSON_QUERY,
    JSON_EXISTS
}
