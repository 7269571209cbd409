#pragma once

#include "core/base/progress.h"
#include "core/format/object_array.h"

#include <variant>

namespace npeek {

/// Python objects as a table, and how one gets from it to an element.
struct ObjectTable {
    enum class Index {
        Array, ///< by one number an axis; also lists and tuples
        Mapping ///< rows of key and value
    };
    ObjectArray array;
    Index index = Index::Array;
    QString typeName = {}; ///< "list", "dict" ...: of a container; empty for NumPy's arrays

    bool isArray() const { return typeName.isEmpty(); }
};

using ObjectTablePtr = std::shared_ptr<const ObjectTable>;

/// A step into Python objects: what an element opens as.
struct ObjectLevel {
    QString label; ///< what Python writes after the level before, as in "[3]" or "['a']"; of the first, a name
    std::variant<ObjectTablePtr, ArrayView, QString> content; ///< objects, plain elements, or text
    qint64 row = -1, column = -1; ///< the cell of a table that was opened last
};

/// Whether an object opens as more than its text.
bool hasElements(const PyObject &object);

/// An array as what it is; lists, tuples, sets and dicts as tables; all else as its text. Copies what it shows.
Result<ObjectLevel> openObject(const PyObject &object, const QString &label);
/// The text of any object: a str as it is, all else as Python writes it. Long ones are cut, which the text says.
ObjectLevel openText(const PyObject &object, const QString &label);

} // namespace npeek
