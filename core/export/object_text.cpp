#include "core/export/object_text.h"

#include "core/export/cell_text.h"
#include "core/export/object_writer.h"
#include "core/format/python_literal.h"

#include <algorithm>
#include <cmath>

namespace npeek {

namespace {

using Type = PyObject::Type;

QString floatText(double value)
{
    return QString::fromLatin1(numberText(value));
}

QString complexText(std::complex<double> value)
{
    const QString imaginary = floatText(value.imag()) + u'j';
    const QString sign = std::signbit(value.imag()) && !std::isnan(value.imag()) ? QString() : QStringLiteral("+");
    const bool isBare = value.real() == 0 && !std::signbit(value.real());
    QString text = isBare ? imaginary : u'(' + floatText(value.real()) + sign + imaginary + u')';
    return text.replace(QLatin1String(".0j"), QLatin1String("j"))
        .replace(QLatin1String(".0+"), QLatin1String("+"))
        .replace(QLatin1String(".0-"), QLatin1String("-"));
}

QString bytesLiteral(const QString &latin1)
{
    const char16_t quote = latin1.contains(u'\'') && !latin1.contains(u'"') ? u'"' : u'\'';
    QString text = QStringLiteral("b") + QChar(quote);
    for (const QChar c : latin1) {
        const char16_t code = c.unicode();
        if (code == u'\n' || code == u'\r' || code == u'\t')
            text += code == u'\n' ? QLatin1String("\\n") : code == u'\r' ? QLatin1String("\\r") : QLatin1String("\\t");
        else if (code == u'\\' || code == quote)
            text += u'\\' + QString(c);
        else if (code < 0x20 || code > 0x7e)
            text += QStringLiteral("\\x%1").arg(int(code), 2, 16, QLatin1Char('0'));
        else
            text += c;
    }
    return text + QChar(quote);
}

bool isPrintableLatin1(const QString &text)
{
    return std::ranges::all_of(text, [](QChar c) { return c.isPrint() || c == u'\n' || c == u'\t' || c == u'\r'; });
}

} // namespace

QString ObjectWriter::take()
{
    if (isFull()) {
        m_text.truncate(m_format.maxLength);
        if (!m_text.isEmpty() && m_text.back().isHighSurrogate())
            m_text.chop(1);
        m_text += QChar(0x2026);
    }
    return std::move(m_text);
}

void ObjectWriter::appendStr(const PyObject &object)
{
    m_text += pythonRepr(object.text(4 * room()));
}

/// A str of Python 2 is text when all of it can be printed.
void ObjectWriter::appendBytes(const PyObject &object)
{
    const QString text = object.text(room());
    const bool isText = object.isPython2Str() && isPrintableLatin1(text);
    m_text += isText ? pythonRepr(text) : bytesLiteral(text);
}

void ObjectWriter::append(const PyObject &object)
{
    switch (object.type()) {
    case Type::None:
        return append(QLatin1String("None"));
    case Type::Bool:
        return append(QLatin1String(object.toBool() ? "True" : "False"));
    case Type::Int:
        return append(object.integerText());
    case Type::Float:
        return append(floatText(object.toDouble()));
    case Type::Complex:
        return append(complexText(object.toComplex()));
    case Type::Str:
        return appendStr(object);
    case Type::ByteString:
        return appendBytes(object);
    case Type::ByteArray:
        return append(QStringLiteral("bytearray(%1)").arg(bytesLiteral(object.text(room()))));
    case Type::Decimal:
        return append(QStringLiteral("Decimal(%1)").arg(pythonRepr(object.text())));
    case Type::Class:
        return appendClass(object);
    case Type::DType:
        return append(object.isStringDType() ? QStringLiteral("StringDType()")
                                             : QStringLiteral("dtype(%1)").arg(object.dtype().descr()));
    case Type::Scalar:
        return appendScalar(object);
    default:
        return appendNested(object);
    }
}

/// Whatever has values inside: cut where it is too deep or contains itself.
void ObjectWriter::appendNested(const PyObject &object)
{
    const bool isOpen = std::ranges::find(m_open, object.identity()) != m_open.end();
    if (isOpen || static_cast<int>(m_open.size()) >= m_format.maxDepth) {
        const bool isDict = object.is(Type::Dict) || object.is(Type::Set);
        return append(QLatin1String(isDict ? "{...}" : object.is(Type::Tuple) ? "(...)" : "[...]"));
    }
    m_open.push_back(object.identity());
    appendContainer(object);
    m_open.pop_back();
}

void ObjectWriter::appendContainer(const PyObject &object)
{
    switch (object.type()) {
    case Type::Tuple:
        return appendItems(object, "(", object.itemCount() == 1 ? ",)" : ")");
    case Type::List:
        return appendList(object);
    case Type::Set:
    case Type::FrozenSet:
        return appendSet(object);
    case Type::Dict:
        return appendDict(object);
    case Type::Range:
        return appendRange(object);
    case Type::Slice:
        return appendItems(object, "slice(", ")");
    case Type::Array:
        return appendArray(object);
    case Type::Sparse:
        return appendSparse(object);
    case Type::Opaque:
        return appendOpaque(object);
    default:
        return appendMoment(object);
    }
}

QString objectText(const PyObject &object, const ObjectFormat &format)
{
    ObjectWriter writer(format);
    writer.append(object);
    return writer.take();
}

} // namespace npeek
