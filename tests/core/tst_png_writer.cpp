#include "core/export/png_writer.h"

#include <QTest>
#include <QtEndian>

#include <zlib.h>

using namespace npeek;

namespace {

struct Picture {
    qint64 width = 0, height = 0;
    QByteArray rows; ///< a filter byte and RGB for every row
    bool isSound = false;
};

/// Reads what PngWriter writes, with every check that the chunks allow.
Picture decoded(const QByteArray &png)
{
    Picture picture;
    if (!png.startsWith("\x89PNG\r\n\x1a\n"))
        return picture;
    QByteArray compressed;
    qsizetype at = 8;
    QByteArray type;
    while (at + 12 <= png.size() && type != "IEND") {
        const auto length = qFromBigEndian<quint32>(png.constData() + at);
        type = png.mid(at + 4, 4);
        const QByteArray data = png.mid(at + 8, length);
        const QByteArray checked = type + data;
        const auto crc = crc32(0, reinterpret_cast<const Bytef *>(checked.constData()), uInt(checked.size()));
        if (crc != qFromBigEndian<quint32>(png.constData() + at + 8 + length))
            return picture;
        if (type == "IHDR") {
            picture.width = qFromBigEndian<quint32>(data.constData());
            picture.height = qFromBigEndian<quint32>(data.constData() + 4);
        } else if (type == "IDAT") {
            compressed += data;
        }
        at += 12 + qsizetype(length);
    }
    uLongf size = uLongf(picture.height * (picture.width * 3 + 1));
    picture.rows.resize(qsizetype(size));
    const int status = uncompress(reinterpret_cast<Bytef *>(picture.rows.data()), &size,
                                  reinterpret_cast<const Bytef *>(compressed.constData()), uLong(compressed.size()));
    picture.isSound = status == Z_OK && qsizetype(size) == picture.rows.size() && type == "IEND" && at == png.size();
    return picture;
}

Sink sinkInto(QByteArray &out)
{
    return [&out](Bytes bytes) -> Result<> {
        out.append(reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size()));
        return {};
    };
}

ArrayView viewOf(Kind kind, const Shape &shape, const QByteArray &bytes, qint64 itemsize)
{
    DType dtype;
    dtype.kind = kind;
    dtype.itemsize = itemsize;
    auto view = ArrayView::fromSource(dtype, shape, false, 0, std::make_shared<MemorySource>(bytes));
    if (!view)
        qFatal("%s", qPrintable(view.error().message));
    return *view;
}

ArrayView floats(const Shape &shape, const std::vector<float> &values)
{
    return viewOf(Kind::Float, shape,
                  QByteArray(reinterpret_cast<const char *>(values.data()), qsizetype(values.size() * 4)), 4);
}

/// Index i is the colour (i, 0, 0); NaN is green.
Colormap redRamp()
{
    Colormap colormap;
    for (size_t i = 0; i < 256; ++i)
        colormap.colors[i] = 0xff000000u | quint32(i) << 16;
    colormap.nanColor = 0xff00ff00u;
    return colormap;
}

Result<> write(const ArrayView &view, const std::optional<ValueRange> &range, QByteArray &out)
{
    Progress progress;
    ByteMeter meter(progress, 0);
    return writePng(view, ComplexPart::Absolute, range, redRamp(), sinkInto(out), meter);
}

} // namespace

class TestPngWriter : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void pixels()
    {
        QByteArray png;
        PngWriter writer(sinkInto(png));
        QVERIFY(writer.begin(2, 2).isOk());
        const quint32 first[] = {0xff010203u}, rest[] = {0xff040506u, 0xff070809u, 0xff0a0b0cu};
        QVERIFY(writer.write(first).isOk());
        QVERIFY(writer.write(rest).isOk());
        QVERIFY(writer.end().isOk());
        const Picture picture = decoded(png);
        QVERIFY(picture.isSound);
        QCOMPARE(picture.rows.toHex(),
                 QByteArray("00010203040506"
                            "000708090a0b0c"));
    }

    void arrays_data()
    {
        QTest::addColumn<bool>("hasRange");
        QTest::addColumn<QByteArray>("rows");
        QTest::newRow("finite minimum to maximum") << false
                                                   << QByteArray("00"
                                                                 "000000"
                                                                 "800000"
                                                                 "00ff00"
                                                                 "00"
                                                                 "ff0000"
                                                                 "ff0000"
                                                                 "000000");
        QTest::newRow("range of its own") << true
                                          << QByteArray("00"
                                                        "000000"
                                                        "400000"
                                                        "00ff00"
                                                        "00"
                                                        "800000"
                                                        "ff0000"
                                                        "000000");
    }
    void arrays()
    {
        QFETCH(bool, hasRange);
        const float nan = std::numeric_limits<float>::quiet_NaN(), inf = std::numeric_limits<float>::infinity();
        QByteArray png;
        const auto range = hasRange ? std::optional(ValueRange{0, 8}) : std::nullopt;
        QVERIFY(write(floats({1, 2, 3}, {0, 2, nan, 4, inf, -inf}), range, png).isOk());
        const Picture picture = decoded(png);
        QVERIFY(picture.isSound);
        QCOMPARE(picture.width, 3);
        QTEST(picture.rows.toHex(), "rows");
    }

    void manyBands_data()
    {
        QTest::addColumn<qint64>("rows");
        QTest::addColumn<qint64>("columns");
        QTest::newRow("rows in bands") << qint64(3000) << qint64(1000);
        QTest::newRow("rows wider than a band") << qint64(2) << qint64((1 << 20) + 7);
    }
    void manyBands()
    {
        QFETCH(qint64, rows);
        QFETCH(qint64, columns);
        QByteArray bytes(rows * columns, '\0');
        for (qsizetype i = 0; i < bytes.size(); ++i)
            bytes[i] = char(i % 251);
        QByteArray png;
        QVERIFY(write(viewOf(Kind::UInt, {rows, columns}, bytes, 1), ValueRange{0, 256}, png).isOk());
        const Picture picture = decoded(png);
        QVERIFY(picture.isSound);
        QCOMPARE(picture.width, columns);
        QCOMPARE(picture.height, rows);
        for (qsizetype row = 0; row < rows; ++row) {
            for (qsizetype column = 0; column < columns; column += 89) {
                if (picture.rows[row * (columns * 3 + 1) + 1 + column * 3] != bytes[row * columns + column])
                    QFAIL(qPrintable(QStringLiteral("row %1, column %2").arg(row).arg(column)));
            }
        }
    }

    void refusals_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QList<qint64>>("shape");
        QTest::newRow("text") << int(Kind::Bytes) << QList<qint64>{2, 2};
        QTest::newRow("three axes") << int(Kind::UInt) << QList<qint64>{2, 2, 2};
        QTest::newRow("no elements") << int(Kind::UInt) << QList<qint64>{2, 0};
        QTest::newRow("wider than PNG can be") << int(Kind::UInt) << QList<qint64>{1, qint64(1) << 31};
    }
    void refusals()
    {
        QFETCH(int, kind);
        QFETCH(QList<qint64>, shape);
        DType dtype;
        dtype.kind = Kind(kind);
        dtype.itemsize = 1;
        /// As long as asked for, without holding it.
        struct Endless : ByteSource {
            qint64 size() const override { return qint64(1) << 40; }
            Result<Bytes> read(qint64, qint64, QByteArray &) const override
            {
                return Error{ErrorCode::Io, QStringLiteral("read")};
            }
        };
        const auto view =
            ArrayView::fromSource(dtype, Shape(shape.begin(), shape.end()), false, 0, std::make_shared<Endless>());
        QVERIFY(view.isOk());
        QByteArray png;
        const auto written = write(*view, ValueRange{}, png);
        QVERIFY(!written);
        QCOMPARE(written.error().code, ErrorCode::InvalidInput);
    }
};

QTEST_APPLESS_MAIN(TestPngWriter)
#include "tst_png_writer.moc"
