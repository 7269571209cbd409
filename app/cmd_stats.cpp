#include "app/array_argument.h"
#include "app/command.h"
#include "app/console.h"
#include "app/json_text.h"
#include "app/sparse_commands.h"
#include "app/text_table.h"
#include "core/analysis/statistics.h"
#include "core/base/shape_text.h"
#include "core/export/cell_text.h"

#include <array>
#include <complex>
#include <cstring>

namespace npeek {

/// What is said of one array; name is empty when it is the only one.
struct Answer {
    QString name;
    DType dtype;
    Shape shape;
    Statistics statistics;
};

static bool isFloat(const DType &dtype)
{
    return dtype.kind == Kind::Float;
}

/// The JSON of one element: exact integers, shortest floats, all else as its text.
static QByteArray elementJson(const DType &dtype, const QByteArray &element)
{
    const QString text = cellText(dtype, reinterpret_cast<const unsigned char *>(element.constData()));
    const bool isFinite = !text.contains(QLatin1String("inf")) && text != QLatin1String("nan");
    if (dtype.kind == Kind::Int || dtype.kind == Kind::UInt || (isFloat(dtype) && isFinite))
        return text.toLatin1();
    if (dtype.kind == Kind::Bool)
        return jsonBool(text == QLatin1String("True"));
    return jsonString(text);
}

static QString complexText(std::complex<double> value)
{
    DType dtype;
    dtype.kind = Kind::Complex;
    dtype.byteorder = std::endian::native;
    dtype.itemsize = sizeof value;
    std::array<unsigned char, sizeof value> bytes;
    std::memcpy(bytes.data(), &value, sizeof value);
    return cellText(dtype, bytes.data());
}

static QByteArray meanJson(const Answer &answer)
{
    const auto mean = answer.statistics.mean;
    return answer.dtype.kind == Kind::Complex ? jsonString(complexText(mean)) : jsonNumber(mean.real());
}

static QString meanText(const Answer &answer)
{
    const auto mean = answer.statistics.mean;
    return answer.dtype.kind == Kind::Complex ? complexText(mean) : QString::fromLatin1(numberText(mean.real()));
}

static QByteArray answerJson(const Answer &answer)
{
    const Statistics &s = answer.statistics;
    const QByteArray none = "null";
    const bool hasMean = s.hasRange && s.hasMean;
    const auto counted = [&](qint64 count) { return s.isNumeric ? QByteArray::number(count) : none; };
    JsonObject json;
    if (!answer.name.isNull())
        json.add("member", answer.name);
    json.add("dtype", answer.dtype.name()).add("shape", jsonShape(answer.shape)).add("count", s.count);
    json.add("min", s.hasRange ? elementJson(answer.dtype, s.min) : none)
        .add("max", s.hasRange ? elementJson(answer.dtype, s.max) : none)
        .add("mean", hasMean ? meanJson(answer) : none)
        .add("std", hasMean ? jsonNumber(s.std) : none)
        .add("nan", counted(s.nan))
        .add("posinf", counted(s.posinf))
        .add("neginf", counted(s.neginf))
        .add("zeros", counted(s.zeros))
        .add("argmin", s.hasRange ? QByteArray::number(s.argmin) : none)
        .add("argmax", s.hasRange ? QByteArray::number(s.argmax) : none);
    return json.text();
}

static QByteArray answerText(const Answer &answer)
{
    const Statistics &s = answer.statistics;
    const QString none = QStringLiteral("-");
    const bool hasMean = s.hasRange && s.hasMean;
    const auto counted = [&](qint64 count) { return s.isNumeric ? QString::number(count) : none; };
    const auto element = [&](const QByteArray &bytes) {
        return s.hasRange ? cellText(answer.dtype, reinterpret_cast<const unsigned char *>(bytes.constData())) : none;
    };
    const auto position = [&](qint64 flat) {
        return s.hasRange ? QStringLiteral("%1 %2").arg(flat).arg(shapeText(unravelIndex(flat, answer.shape))) : none;
    };
    TextTable table;
    table.isLeft = {true, true};
    table.rows = {{QStringLiteral("count"), QString::number(s.count)},
                  {QStringLiteral("min"), element(s.min)},
                  {QStringLiteral("max"), element(s.max)},
                  {QStringLiteral("mean"), hasMean ? meanText(answer) : none},
                  {QStringLiteral("std"), hasMean ? QString::fromLatin1(numberText(s.std)) : none},
                  {QStringLiteral("nan"), counted(s.nan)},
                  {QStringLiteral("posinf"), counted(s.posinf)},
                  {QStringLiteral("neginf"), counted(s.neginf)},
                  {QStringLiteral("zeros"), counted(s.zeros)},
                  {QStringLiteral("argmin"), position(s.argmin)},
                  {QStringLiteral("argmax"), position(s.argmax)}};
    return table.toUtf8();
}

static Result<Answer> statisticsOf(const ArrayFile &file, const Member &member, const Cut &cut)
{
    auto array = elements(file, member);
    auto view = array ? cut.of(*array) : array;
    if (!view)
        return view.error();
    TerminalProgress progress;
    auto statistics = computeStatistics(*view, progress);
    if (!statistics)
        return statistics.error();
    return Answer{QString(), view->dtype(), view->shape(), *statistics};
}

static void printTitled(const ArrayFile &file, const Member &member, const Answer &answer)
{
    print(QStringLiteral("%1 %2 %3\n")
              .arg(printable(label(file, member)), printable(answer.dtype.name()), shapeText(answer.shape))
              .toUtf8());
    print(answerText(answer));
}

static ExitStatus describeOne(const ArrayFile &file, const Member &member, const Cut &cut, bool asJson)
{
    auto answer = statisticsOf(file, member, cut);
    if (!answer)
        return failed(label(file, member), answer.error());
    if (asJson)
        print(answerJson(*answer) + '\n');
    else
        printTitled(file, member, *answer);
    return Done;
}

static ExitStatus describeSparse(const ArrayArgument &argument, const Cut &cut, bool asJson)
{
    const auto array = openSparse(argument, cut);
    if (!array)
        return failed(sparseLabel(argument), array.error());
    const auto selection = cut.slice.resolve(array->shape());
    if (!selection)
        return failed(sparseLabel(argument), selection.error());
    TerminalProgress progress;
    const auto statistics = array->statistics(*selection, progress);
    if (!statistics)
        return failed(sparseLabel(argument), statistics.error());
    const Answer answer{QLatin1String(sparseMemberName), array->dtype(), shapeOf(*selection), *statistics};
    print(asJson ? answerJson(answer) + '\n' : sparseTitle(argument, *array).toUtf8() + answerText(answer));
    return Done;
}

static ExitStatus describeAll(const ArrayFile &file, const Cut &cut, bool asJson)
{
    ExitStatus status = Done;
    QByteArrayList answers;
    for (const Member &member : file.members()) {
        if (member.state == Member::State::Raw)
            continue;
        auto answer = statisticsOf(file, member, cut);
        if (!answer) {
            status = failed(label(file, member), answer.error());
        } else if (asJson) {
            answer->name = member.name.isNull() ? QStringLiteral("") : member.name;
            answers += answerJson(*answer);
        } else {
            printTitled(file, member, *answer);
        }
    }
    if (asJson)
        print(jsonArray(answers) + '\n');
    return status;
}

static ExitStatus run(const QCommandLineParser &arguments)
{
    auto cut = Cut::parse(arguments);
    if (!cut)
        return wrongUsage(cut.error().message);
    const bool asJson = arguments.isSet(QStringLiteral("json"));
    const QString text = arguments.positionalArguments().front();
    auto argument = openArgument(text, cut->raw);
    if (!argument)
        return failed(text, argument.error());
    if (argument->sparse)
        return describeSparse(*argument, *cut, asJson);
    return argument->member ? describeOne(argument->file, *argument->member, *cut, asJson)
                            : describeAll(argument->file, *cut, asJson);
}

Command statsCommand()
{
    Command command;
    command.name = QStringLiteral("stats");
    command.usage =
        QStringLiteral("[--json] FILE[::MEMBER] [--slice EXPR] [--field NAME] [--view-as DTYPE] [--raw LAYOUT]");
    command.summary = QStringLiteral("Counts, extremes, mean and standard deviation of elements.");
    command.details =
        QStringLiteral("NaN is left out of min, max, mean and std, as by numpy.nanmin and its kin. argmin and argmax\n"
                       "are flat indices in C order. Without ::MEMBER it describes all arrays of an .npz,\n"
                       "or the sparse array that they are the parts of, zeros included.");
    command.options = {{QStringLiteral("json"),
                        QStringLiteral("Answer in JSON: one object, or an array of them for several members.")},
                       sliceOption(),
                       fieldOption(),
                       viewAsOption(),
                       rawOption()};
    command.run = run;
    return command;
}

} // namespace npeek
