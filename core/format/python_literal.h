#pragma once

#include "core/base/result.h"

#include <QString>

#include <memory>
#include <vector>

namespace npeek {

/// A Python literal as ast.literal_eval knows it, limited to what headers hold.
class PyValue {
public:
    enum class Type { None, Bool, Int, Float, String, ByteString, Tuple, List, Dict };

    Type type = Type::None;
    bool boolean = false;
    qint64 integer = 0; ///< Int
    bool overflows = false; ///< Int that does not fit in 63 bits and a sign
    double number = 0; ///< Float
    QString text; ///< String, ByteString (latin-1)
    std::vector<PyValue> items; ///< Tuple, List; Dict: key, value, key, value ...

    bool is(Type t) const { return type == t; }
    /// The value of a Dict for a string key, the last one when there are several; nullptr when there is none.
    const PyValue *find(const QString &key) const;
};

struct LiteralOptions {
    bool dropLongSuffix = false; ///< Python 2's 3L
    bool lenient = false; ///< np.int64(3), np.True_, true/false, NUL padding
    int maxDepth = 200;
    qint64 maxNodes = 1 << 20;
};

/// Parses one literal that fills the whole text (comments and blanks around it allowed), without evaluating anything.
/// InvalidInput names what is wrong and at which character. Bounded in depth, nodes and time by the text's length.
Result<PyValue> parsePythonLiteral(const QString &text, const LiteralOptions &options = {});

/// repr() of a str as Python 3 writes it, quotes included.
QString pythonRepr(const QString &text);

} // namespace npeek
