#include "core/sparse/sparse_export.h"
#include "tests/support/sparse_parts.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace npeek;
using namespace npeek::test;

Q_DECLARE_METATYPE(npeek::SparseParts)

namespace {

SparseArray opened(const SparseParts &parts)
{
    Progress progress;
    auto array = SparseArray::fromParts(parts, progress);
    if (!array)
        qFatal("%s", qPrintable(array.error().message));
    return *array;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot be read");
}

ArrayView text(const char *dtype, const QByteArray &bytes)
{
    return *ArrayView::fromSource(*dtypeFromString(QLatin1String(dtype)), {}, false, 0,
                                  std::make_shared<MemorySource>(bytes));
}

/// The members of a csr array of the shape (2, 3).
std::vector<NamedArray> csrMembers()
{
    return {{QStringLiteral("indices"), int32List({0, 2, 1})},
            {QStringLiteral("indptr"), int32List({0, 2, 3})},
            {QStringLiteral("format"), text("|S3", "csr")},
            {QStringLiteral("shape"), listOf<qint64>(QStringLiteral("<i8"), {2, 3})},
            {QStringLiteral("data"), listOf<double>(QStringLiteral("<f8"), {1, 2, 3})}};
}

} // namespace

class TestSparseExport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void triplets_data();
    void triplets();
    void entries();
    void entriesOfASlice();
    void denseUpToALimit();
    void recognized_data();
    void recognized();

private:
    QString path(const char *name) const { return m_folder.filePath(QLatin1String(name)); }
    QTemporaryDir m_folder;
};

void TestSparseExport::triplets_data()
{
    QTest::addColumn<SparseParts>("parts");
    QTest::addColumn<QString>("summary");
    const ArrayView data = listOf<double>(QStringLiteral("<f8"), {1, 2, 3});
    const ArrayView blocks = viewOf<double>(QStringLiteral("<f8"), {2, 1, 2}, {1, 2, 3, 4});
    QTest::newRow("csr") << compressed(SparseFormat::Csr, {2, 3}, data, int32List({2, 0, 1}), int32List({0, 2, 3}))
                         << QStringLiteral("sparse coo (2, 3), nnz 3");
    QTest::newRow("csc, an index twice") << compressed(SparseFormat::Csc, {3, 2}, data, int32List({2, 2, 1}),
                                                       int32List({0, 2, 3}))
                                         << QStringLiteral("sparse coo (3, 2), nnz 3");
    QTest::newRow("bsr") << compressed(SparseFormat::Bsr, {2, 4}, blocks, int32List({1, 0}), int32List({0, 1, 2}))
                         << QStringLiteral("sparse coo (2, 4), nnz 4");
    QTest::newRow("dia") << dia({2, 2}, viewOf<double>(QStringLiteral("<f8"), {2, 2}, {1, 2, 3, 4}), int32List({0, 1}))
                         << QStringLiteral("sparse coo (2, 2), nnz 3");
    QTest::newRow("three axes") << coo({2, 2, 2}, data,
                                       {int32List({0, 1, 1}), int32List({1, 0, 0}), int32List({1, 0, 1})})
                                << QStringLiteral("sparse coo (2, 2, 2), nnz 3");
    QTest::newRow("nothing stored") << coo({4, 5}, listOf<double>(QStringLiteral("<f8"), {}),
                                           {int32List({}), int32List({})})
                                    << QStringLiteral("sparse coo (4, 5), nnz 0");
}

void TestSparseExport::triplets()
{
    QFETCH(SparseParts, parts);
    QFETCH(QString, summary);
    const SparseArray array = opened(parts);
    Progress progress;
    QVERIFY(exportTriplets(array, 6, path("coo.npz"), progress).isOk());
    const auto file = ArrayFile::open(path("coo.npz"));
    QVERIFY(file.isOk());
    const auto layout = recognizeSparse(*file);
    QVERIFY(layout.has_value());
    QCOMPARE(layout->summary(), summary);
    QCOMPARE(layout->isArray, array.shape().size() != 2);
    const auto again = SparseArray::open(*file, progress);
    QVERIFY(again.isOk());
    QCOMPARE(*again->cells(again->whole(), progress), *array.cells(array.whole(), progress));
}

void TestSparseExport::entries()
{
    ExportOptions options;
    options.format = ExportFormat::Csv;
    Progress progress;
    const SparseArray array = opened(
        coo({3, 3}, listOf<double>(QStringLiteral("<f8"), {1.5, 0, 2}), {int32List({2, 0, 2}), int32List({1, 0, 1})}));
    QVERIFY(exportEntries(array, array.whole(), options, path("out.csv"), progress).isOk());
    QCOMPARE(contentOf(path("out.csv")), QByteArray("row,column,value\n2,1,1.5\n0,0,0.0\n2,1,2.0\n"));
    options.format = ExportFormat::Tsv;
    const SparseArray list = opened(compressed(SparseFormat::Csr, {4}, listOf<double>(QStringLiteral("<f8"), {7}),
                                               int32List({3}), int32List({0, 1})));
    QVERIFY(exportEntries(list, list.whole(), options, path("out.tsv"), progress).isOk());
    QCOMPARE(contentOf(path("out.tsv")), QByteArray("index\tvalue\n3\t7.0\n"));
}

void TestSparseExport::entriesOfASlice()
{
    ExportOptions options;
    options.format = ExportFormat::Csv;
    Progress progress;
    const SparseArray array =
        opened(compressed(SparseFormat::Csr, {2, 3}, listOf<double>(QStringLiteral("<f8"), {1, 2, 3}),
                          int32List({0, 2, 1}), int32List({0, 2, 3})));
    const auto selection = SliceSpec::parse(QStringLiteral(":, 1:"))->resolve(array.shape());
    QVERIFY(exportEntries(array, *selection, options, path("slice.csv"), progress).isOk());
    QCOMPARE(contentOf(path("slice.csv")), QByteArray("row,column,value\n0,2,2.0\n1,1,3.0\n"));
}

void TestSparseExport::denseUpToALimit()
{
    ExportOptions options;
    options.format = ExportFormat::Csv;
    Progress progress;
    const SparseArray array =
        opened(coo({2, 2}, listOf<double>(QStringLiteral("<f8"), {5}), {int32List({1}), int32List({0})}));
    const auto refused = exportDense(array, array.whole(), options, 31, path("dense.csv"), progress);
    QVERIFY(!refused);
    QCOMPARE(refused.error().message, QStringLiteral("all elements of the shape (2, 2) take 32 bytes, more than 31"));
    QVERIFY(!QFile::exists(path("dense.csv")));
    QVERIFY(exportDense(array, array.whole(), options, 32, path("dense.csv"), progress).isOk());
    QCOMPARE(contentOf(path("dense.csv")), QByteArray("0.0,0.0\n5.0,0.0\n"));
}

void TestSparseExport::recognized_data()
{
    QTest::addColumn<QString>("replaced");
    QTest::addColumn<QString>("by"); ///< null: nothing
    QTest::addColumn<bool>("isSparse");
    QTest::newRow("as scipy writes it") << QString() << QString() << true;
    QTest::newRow("text of scipy before 1.0") << "format"
                                              << "U:csr" << true;
    QTest::newRow("no format") << "format" << QString() << false;
    QTest::newRow("a format that is not saved") << "format"
                                                << "S:lil" << false;
    QTest::newRow("a coo without its parts") << "format"
                                             << "S:coo" << false;
    QTest::newRow("no indptr") << "indptr" << QString() << false;
    QTest::newRow("no data") << "data" << QString() << false;
    QTest::newRow("three axes") << "shape"
                                << "I:2,3,4" << false;
    QTest::newRow("a negative shape") << "shape"
                                      << "I:2,-3" << false;
    QTest::newRow("no shape at all") << "shape"
                                     << "I:" << false;
    QTest::newRow("a huge shape, for a cursory look") << "shape"
                                                      << "I:1099511627776,1099511627776" << true;
}

void TestSparseExport::recognized()
{
    QFETCH(QString, replaced);
    QFETCH(QString, by);
    QFETCH(bool, isSparse);
    std::vector<NamedArray> members = csrMembers();
    std::erase_if(members, [&](const NamedArray &member) { return member.name == replaced; });
    std::vector<qint64> lengths;
    for (const QString &length : by.mid(2).split(QLatin1Char(','), Qt::SkipEmptyParts))
        lengths.push_back(length.toLongLong());
    if (by.startsWith(QLatin1String("I:")))
        members.push_back({replaced, listOf(QStringLiteral("<i8"), lengths)});
    if (by.startsWith(QLatin1String("S:")))
        members.push_back({replaced, text("|S3", by.mid(2).toLatin1())});
    if (by.startsWith(QLatin1String("U:")))
        members.push_back({replaced, text("<U3", QByteArray("c\0\0\0s\0\0\0r\0\0\0", 12))});
    Progress progress;
    QVERIFY(exportNpz(members, 0, path("parts.npz"), progress).isOk());
    const auto file = ArrayFile::open(path("parts.npz"));
    QVERIFY(file.isOk());
    QCOMPARE(recognizeSparse(*file).has_value(), isSparse);
    if (!isSparse)
        QCOMPARE(SparseArray::open(*file, progress).error().code, ErrorCode::NotFound);
}

QTEST_APPLESS_MAIN(TestSparseExport)
#include "tst_sparse_export.moc"
