#pragma once

#include "core/format/array_header.h"

namespace npeek {

/// What a person says of a file without a header (numpy.ndarray.tofile): the words of numpy.memmap.
struct RawLayout {
    DType dtype;
    Shape shape; ///< at most one length is rest
    bool fortranOrder = false;
    qint64 offset = 0; ///< bytes in front of the first element

    static constexpr qint64 rest = -1; ///< as many as there are

    /// "DTYPE,SHAPE[,ORDER][,OFFSET]", as in "<f4,(100,200),C,16", "f4,100x200", "u2,-1". InvalidInput.
    static Result<RawLayout> parse(const QString &text);
    /// "(100, 200)", "100x200", "100, 200", "()"; -1 or the word rest for one length. InvalidInput.
    static Result<Shape> parseShape(const QString &text);
    /// Any dtype of elements that can be told apart without a header. InvalidInput and what dtypeFromString() says.
    static Result<DType> parseDType(const QString &text);
    /// The header that a file of that many bytes would have had, with rest counted. InvalidInput when it does not fit.
    Result<ArrayHeader> headerFor(qint64 fileSize) const;
};

} // namespace npeek
