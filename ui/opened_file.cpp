#include "ui/opened_file.h"

#include "core/io/mapped_file.h"

#include <algorithm>

namespace npeek {
namespace {

constexpr qint64 probedBytes = 4096;

Result<ArrayFile> openRaw(const QString &path, const RawChoice &choice)
{
    const auto layout = choice.layout();
    return layout ? ArrayFile::openRaw(path, *layout) : Result<ArrayFile>(layout.error());
}

} // namespace

Result<OpenedFile> openForPage(const QString &path, const std::optional<RawChoice> &raw, Progress &progress)
{
    const auto file = raw ? openRaw(path, *raw) : ArrayFile::open(path, progress);
    return file ? Result<OpenedFile>({*file, recognizeSparse(*file)}) : file.error();
}

Result<RawFile> probeRaw(const QString &path)
{
    const auto source = openFile(path);
    if (!source)
        return source.error();
    QByteArray scratch;
    const qint64 size = (*source)->size();
    const auto start = (*source)->read(0, std::min(probedBytes, size), scratch);
    if (!start)
        return start.error();
    return RawFile{*source, RawChoice::guessed(*start, size)};
}

} // namespace npeek
