#include "tests/support/temporary_arrays.h"
#include "ui/member_list.h"
#include "ui/member_model.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>
#include <QTest>

using namespace npeek;
using namespace npeek::test;

namespace {

Member arrayMember(const QString &name, Kind kind, qint64 itemsize, const Shape &shape)
{
    Member member;
    member.name = name;
    member.state = Member::State::Ok;
    member.header.emplace();
    member.header->dtype.kind = kind;
    member.header->dtype.itemsize = itemsize;
    member.header->shape = shape;
    member.nbytes = itemsize * *elementCount(shape);
    return member;
}

} // namespace

class TestMemberList : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        const QString path = m_folder.filePath(QStringLiteral("some.npz"));
        Progress progress;
        QVERIFY(exportNpz({{QStringLiteral("features"), countingArray<double>({200, 30})},
                           {QStringLiteral("labels"), countingArray<qint64>({200})},
                           {QStringLiteral("small"), countingArray<float>({2, 2})}},
                          6, path, progress));
        m_file = *ArrayFile::open(path);
    }

    void defaultMember_data()
    {
        QTest::addColumn<QList<Member>>("members");
        QTest::addColumn<int>("expected");
        Member bad;
        Member text = arrayMember(QStringLiteral("t"), Kind::Str, 4, {1000, 1000});
        const Member line = arrayMember(QStringLiteral("l"), Kind::Float, 8, {1000000});
        const Member small = arrayMember(QStringLiteral("s"), Kind::Float, 8, {3, 3});
        const Member large = arrayMember(QStringLiteral("b"), Kind::UInt, 1, {30, 30});
        QTest::newRow("none") << QList<Member>{} << -1;
        QTest::newRow("the largest with two axes, not the longest line")
            << QList<Member>{line, small, large, text} << 2;
        QTest::newRow("the first array when none is a picture") << QList<Member>{bad, text, line} << 1;
        QTest::newRow("the first member when none is an array") << QList<Member>{bad, bad} << 0;
    }
    void defaultMember()
    {
        QFETCH(QList<Member>, members);
        QTEST(npeek::defaultMember({members.begin(), members.end()}), "expected");
    }

    void emptyMembersHaveNoRatio()
    {
        Member empty = arrayMember(QStringLiteral("e"), Kind::Float, 8, {0, 7});
        empty.entry.emplace();
        empty.entry->method = 8;
        empty.storedBytes = 70;
        QCOMPARE(memberSizes(empty), QStringLiteral("0 bytes → 70 bytes"));
    }

    void sparseArrayComesFirst()
    {
        SparseLayout layout;
        layout.shape = {1000, 2000};
        layout.dtype = m_file->members().front().header->dtype;
        layout.nnz = 5000;
        MemberModel model;
        const QAbstractItemModelTester tester(&model);
        model.setFile(*m_file, layout);
        QCOMPARE(model.rowCount(), 4);
        QCOMPARE(model.index(0).data().toString(), QStringLiteral("(sparse)"));
        QCOMPARE(model.index(0).data(MemberModel::DetailRole).toString(), QStringLiteral("csr  float64  (1000, 2000)"));
        QCOMPARE(model.index(0).data(MemberModel::SizeRole).toString(), QStringLiteral("nnz 5\u2009000"));
        for (const int member : {sparseMember, 0, 1, 2})
            QCOMPARE(model.memberAt(model.rowOf(member)), member);
        QCOMPARE(model.index(model.rowOf(1)).data().toString(), QStringLiteral("labels"));
        model.setFile(*m_file);
        QCOMPARE(model.rowCount(), 3);
    }

    void viewedTypesShow()
    {
        MemberModel model;
        model.setFile(*m_file);
        QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
        model.setDType(1, *dtypeFromString(QStringLiteral("M8[s]")));
        QCOMPARE(changes.size(), 1);
        QCOMPARE(model.index(1).data(MemberModel::DetailRole).toString(), QStringLiteral("datetime64[s]  (200,)"));
        QCOMPARE(model.index(0).data(MemberModel::DetailRole).toString(), QStringLiteral("float64  (200, 30)"));
        model.setFile(*m_file);
        QCOMPARE(model.index(1).data(MemberModel::DetailRole).toString(), QStringLiteral("int64  (200,)"));
    }

    void modelTellsAll()
    {
        MemberModel model;
        const QAbstractItemModelTester tester(&model);
        model.setFile(*m_file);
        QCOMPARE(model.rowCount(), 3);
        const QModelIndex first = model.index(0);
        QCOMPARE(first.data().toString(), QStringLiteral("features"));
        QCOMPARE(first.data(MemberModel::DetailRole).toString(), QStringLiteral("float64  (200, 30)"));
        const QString sizes = first.data(MemberModel::SizeRole).toString();
        QVERIFY2(sizes.startsWith(QStringLiteral("46.9 KiB → ")) && sizes.endsWith(u'×'), qPrintable(sizes));
    }

    void filterKeepsMemberNumbers()
    {
        MemberList list;
        list.setFile(*m_file);
        QSignalSpy changed(&list, &MemberList::currentMemberChanged);
        list.findChild<QLineEdit *>()->setText(QStringLiteral("lab"));
        auto *view = list.findChild<QListView *>();
        QCOMPARE(view->model()->rowCount(), 1);
        view->setCurrentIndex(view->model()->index(0, 0));
        QCOMPARE(changed.last().first().toInt(), 1);
        QCOMPARE(list.currentMember(), 1);
    }

    void stepsStopAtTheEnds()
    {
        MemberList list;
        list.setFile(*m_file);
        list.setCurrentMember(1);
        list.stepCurrent(1);
        QCOMPARE(list.currentMember(), 2);
        list.stepCurrent(1);
        QCOMPARE(list.currentMember(), 2);
    }

private:
    QTemporaryDir m_folder;
    std::optional<ArrayFile> m_file;
};

QTEST_MAIN(TestMemberList)
#include "tst_member_list.moc"
