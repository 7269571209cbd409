#pragma once

#include "core/io/byte_source.h"

#include <QString>

namespace npeek {

/// The start of data that is no array, for people: as text when it is text, else as lines of offset, hex and ASCII.
QString previewText(const QByteArray &start, qint64 totalSize);
/// The same of what a source starts with.
Result<QString> previewText(const ByteSource &source);

} // namespace npeek
