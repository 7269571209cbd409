#pragma once

#include "core/format/dtype.h"
#include "core/format/python_literal.h"

#include <QSet>

namespace npeek {

/// NumPy keeps the size of an element and the lengths of a sub-array in a C int.
constexpr qint64 maxItemsize = 2147483647;
constexpr size_t maxDimensions = 64;
constexpr qsizetype maxCommaFields = 1 << 16;

/// repr() of text for a message, cut short when it is long.
QString quoted(QStringView text);

/// True for dtype strings that NumPy reads as a list of types or as a repeated one: "i4,f8", "(2,3)f4", "2i4".
bool isCommaString(QStringView text);
Result<DType> dtypeFromCommaString(const QString &text);

/// numpy.dtype((element, shape)): a sub-array, or the size of an element that had none.
Result<DType> dtypeWithShape(DType element, const PyValue &shape);

/// Lays out structs field by field as NumPy's descr_to_dtype does.
class StructBuilder {
public:
    StructBuilder() { m_dtype.kind = Kind::Struct; }

    /// A gap when the name is empty and the type a void without fields or a sub-array, as padding is written.
    Result<> add(const QString &name, const QString &title, DType dtype);
    DType take() { return std::move(m_dtype); }

private:
    Result<> claim(const QString &name);

    DType m_dtype;
    QSet<QString> m_names; ///< names and titles share one namespace
};

} // namespace npeek
