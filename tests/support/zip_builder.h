#pragma once

#include "tests/support/deflate.h"

#include <QtEndian>

#include <optional>
#include <vector>

namespace npeek::test {

inline QByteArray u16(qint64 value)
{
    QByteArray bytes(2, '\0');
    qToLittleEndian(static_cast<quint16>(value), bytes.data());
    return bytes;
}

inline QByteArray u32(qint64 value)
{
    QByteArray bytes(4, '\0');
    qToLittleEndian(static_cast<quint32>(value), bytes.data());
    return bytes;
}

inline QByteArray u64(qint64 value)
{
    QByteArray bytes(8, '\0');
    qToLittleEndian(value, bytes.data());
    return bytes;
}

/// A member of an archive to be made; what is set beyond name and data makes it unusual or wrong.
struct ZipMember {
    QByteArray name;
    QByteArray data = {};
    int method = 0;
    int flags = 0;
    QByteArray localName = name;
    QByteArray localExtra = {};
    QByteArray centralExtra = {};
    std::optional<qint64> localSizes = {}; ///< both, in the local header
    std::optional<qint64> compressedSize = {};
    std::optional<qint64> uncompressedSize = {};
    std::optional<qint64> crc = {};
    std::optional<qint64> offset = {};
    QByteArray after = {}; ///< as a data descriptor
};

/// A zip file, made by hand so that every field can lie.
struct ZipBuilder {
    std::vector<ZipMember> members = {};
    QByteArray prefix = {};
    QByteArray gap = {}; ///< before the directory
    QByteArray comment = {};
    std::optional<qint64> count = {};
    std::optional<qint64> directorySize = {};
    std::optional<qint64> directoryOffset = {};
    bool isZip64 = false;

    QByteArray build() const
    {
        QByteArray archive;
        QByteArray directory;
        for (const ZipMember &member : members)
            append(member, archive, directory);
        archive += gap;
        const qint64 offset = directoryOffset.value_or(archive.size());
        const qint64 size = directorySize.value_or(directory.size());
        const qint64 entries = count.value_or(static_cast<qint64>(members.size()));
        const qint64 end64 = archive.size() + directory.size();
        archive += directory;
        if (isZip64) {
            archive += "PK\x06\x06" + u64(44) + u16(45) + u16(45) + u32(0) + u32(0) + u64(entries) + u64(entries)
                + u64(size) + u64(offset);
            archive += "PK\x06\x07" + u32(0) + u64(end64) + u32(1);
        }
        archive += "PK\x05\x06" + u16(0) + u16(0) + u16(isZip64 ? 0xffff : entries) + u16(isZip64 ? 0xffff : entries)
            + u32(isZip64 ? -1 : size) + u32(isZip64 ? -1 : offset) + u16(comment.size()) + comment;
        return prefix + archive;
    }

private:
    static void append(const ZipMember &member, QByteArray &archive, QByteArray &directory)
    {
        const QByteArray packed = member.method == 8 ? deflated(member.data) : member.data;
        const QByteArray start = u16(20) + u16(member.flags) + u16(member.method) + u16(0) + u16(33)
            + u32(member.crc.value_or(crcOf(member.data)));
        directory += "PK\x01\x02" + u16(20) + start + u32(member.compressedSize.value_or(packed.size()))
            + u32(member.uncompressedSize.value_or(member.data.size())) + u16(member.name.size())
            + u16(member.centralExtra.size()) + u16(0) + u16(0) + u16(0) + u32(0)
            + u32(member.offset.value_or(archive.size())) + member.name + member.centralExtra;
        archive += "PK\x03\x04" + start + u32(member.localSizes.value_or(packed.size()))
            + u32(member.localSizes.value_or(member.data.size())) + u16(member.localName.size())
            + u16(member.localExtra.size()) + member.localName + member.localExtra + packed + member.after;
    }
};

} // namespace npeek::test
