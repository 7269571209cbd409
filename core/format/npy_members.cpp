#include "core/format/npy_members.h"

#include "core/format/npz_members.h"

namespace npeek {

namespace {

constexpr size_t maxArrays = 100'000;
constexpr qint64 freeLength = 512; ///< headers up to this length are not counted

/// Walks from array to array.
class NpyWalk {
public:
    explicit NpyWalk(const ByteSourcePtr &source)
        : m_source(source)
    {
    }

    Result<> takeFirst();
    void takeAppended();
    NpyMembers found() && { return std::move(m_found); }

private:
    qint64 left() const { return m_source->size() - m_offset; }
    Result<bool> isAtArray() const;
    Result<> charge(const ByteSource &rest);
    Result<Member> read();
    void append(Member member);
    void noteRest();

    ByteSourcePtr m_source;
    qint64 m_offset = 0; ///< where the next array starts
    qint64 m_budget = ArrayHeader::maxLength; ///< for long headers, all together
    NpyMembers m_found;
};

Result<bool> NpyWalk::isAtArray() const
{
    QByteArray scratch;
    const Result<Bytes> start = m_source->read(m_offset, std::min(ArrayHeader::prefixLength, left()), scratch);
    return start ? Result<bool>(ArrayHeader::hasMagic(*start)) : start.error();
}

/// Many long headers must not take memory without bound.
Result<> NpyWalk::charge(const ByteSource &rest)
{
    QByteArray scratch;
    const Result<Bytes> start = rest.read(0, std::min(ArrayHeader::prefixLength, rest.size()), scratch);
    if (!start)
        return start.error();
    const Result<qint64> end = ArrayHeader::endOf(*start, rest.size());
    if (!end)
        return end.error();
    m_budget -= *end > freeLength ? *end : 0;
    if (m_budget >= 0)
        return {};
    return Error{
        ErrorCode::TooLarge,
        QStringLiteral("the headers of this file are longer than %1 bytes in all").arg(ArrayHeader::maxLength)};
}

/// The array that starts here.
Result<Member> NpyWalk::read()
{
    const Result<ByteSourcePtr> rest = SubSource::create(m_source, m_offset, left());
    if (!rest)
        return rest.error();
    if (auto isAffordable = charge(**rest); !isAffordable)
        return isAffordable.error();
    Result<ArrayHeader> header = ArrayHeader::read(**rest);
    if (!header)
        return header.error();
    const bool isObject = header->dtype.hasObjects();
    const qint64 behind = left() - header->dataOffset;
    const Result<qint64> needed = isObject ? Result<qint64>(behind) : header->byteCount();
    if (!needed)
        return needed.error();
    if (*needed > behind)
        return tooShort(*needed, header->dataOffset, left());
    Member member;
    member.state = isObject ? Member::State::Object : Member::State::Ok;
    member.nbytes = member.storedBytes = *needed;
    member.isMapped = m_source->isMapped();
    member.header = *std::move(header);
    return member;
}

void NpyWalk::append(Member member)
{
    const qint64 length = member.header ? member.header->dataOffset + member.nbytes : left();
    if (!m_found.members.empty())
        member.name = QStringLiteral("[%1]").arg(m_found.members.size());
    member.offset = m_offset;
    m_offset += length;
    m_found.members.push_back(std::move(member));
}

Result<> NpyWalk::takeFirst()
{
    Result<Member> member = read();
    if (!member)
        return member.error();
    append(*std::move(member));
    return {};
}

void NpyWalk::takeAppended()
{
    while (left() > 0) {
        const Result<bool> isArray = isAtArray();
        if (!isArray || !*isArray || m_found.members.size() == maxArrays)
            return noteRest();
        Result<Member> member = read();
        if (!member) {
            Member refused;
            refused.error = member.error();
            refused.storedBytes = left();
            member = refused;
        }
        append(*std::move(member));
    }
}

void NpyWalk::noteRest()
{
    if (m_found.members.size() == maxArrays)
        m_found.notes +=
            QStringLiteral("only the first %1 arrays are listed; %2 bytes follow them").arg(maxArrays).arg(left());
    else
        m_found.notes += QStringLiteral("%1 bytes follow the array and are not part of it").arg(left());
}

} // namespace

Result<NpyMembers> readNpyMembers(const ByteSourcePtr &source)
{
    NpyWalk walk(source);
    if (auto first = walk.takeFirst(); !first)
        return first.error();
    walk.takeAppended();
    return std::move(walk).found();
}

} // namespace npeek
