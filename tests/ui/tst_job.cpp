#include "ui/job.h"

#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <limits>
#include <optional>

using namespace npeek;

namespace {

/// Goes on until it is cancelled.
Result<int> endless(JobProgress<int> &progress)
{
    while (!progress.isCanceled())
        QThread::yieldCurrentThread();
    return Error{ErrorCode::Canceled, QStringLiteral("canceled")};
}

} // namespace

class TestJob : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void doneComesInTheOwnersThread()
    {
        Job<int> job;
        std::optional<int> value;
        QThread *worker = nullptr, *receiver = nullptr;
        job.start(
            [&worker](JobProgress<int> &) -> Result<int> {
                worker = QThread::currentThread();
                return 42;
            },
            {.done = [&](Result<int> result) {
                value = *result;
                receiver = QThread::currentThread();
            }});
        QVERIFY(job.isRunning());
        QTRY_VERIFY(value.has_value());
        QCOMPARE(*value, 42);
        QVERIFY(!job.isRunning());
        QCOMPARE(receiver, QThread::currentThread());
        QVERIFY(worker != receiver);
    }

    void latestStartWins()
    {
        Job<int> job;
        QList<int> values;
        const auto collect = [&values](Result<int> result) { values.append(result ? *result : -1); };
        job.start(endless, {.done = collect});
        job.start([](JobProgress<int> &) -> Result<int> { return 1; }, {.done = collect});
        job.start([](JobProgress<int> &) -> Result<int> { return 2; }, {.done = collect});
        QTRY_COMPARE(values, QList<int>{2});
        QThreadPool::globalInstance()->waitForDone();
        QCoreApplication::processEvents();
        QCOMPARE(values, QList<int>{2});
    }

    void cancelSilences()
    {
        Job<int> job;
        int calls = 0;
        job.start(
            [](JobProgress<int> &progress) -> Result<int> {
                progress.publish(1);
                return 2;
            },
            {.done = [&calls](Result<int>) { ++calls; }, .partial = [&calls](int) { ++calls; }});
        QThreadPool::globalInstance()->waitForDone(); // the results wait in the event queue
        job.cancel();
        QVERIFY(!job.isRunning());
        QCoreApplication::processEvents();
        QCOMPARE(calls, 0);
    }

    void destroyingCancelsAndWaits()
    {
        std::atomic<bool> hasEnded = false;
        {
            Job<int> job;
            std::atomic<bool> hasBegun = false;
            job.start(
                [&](JobProgress<int> &progress) -> Result<int> {
                    hasBegun = true;
                    const Result<int> result = endless(progress);
                    hasEnded = true;
                    return result;
                },
                {.done = [](Result<int>) { QFAIL("a destroyed job was heard of"); }});
            QTRY_VERIFY(hasBegun);
        }
        QVERIFY(hasEnded);
        QCoreApplication::processEvents();
    }

    void errorsArrive()
    {
        Job<int> job;
        std::optional<Error> error;
        job.start(
            [](JobProgress<int> &) -> Result<int> {
                return Error{ErrorCode::Corrupt, QStringLiteral("bad")};
            },
            {.done = [&error](Result<int> result) { error = result.error(); }});
        QTRY_VERIFY(error.has_value());
        QCOMPARE(error->message, QStringLiteral("bad"));
    }

    void tooLittleMemoryIsAnError()
    {
        Job<int> job;
        std::optional<Error> error;
        job.start([](JobProgress<int> &) -> Result<int> { throw std::bad_alloc(); },
                  {.done = [&error](Result<int> result) { error = result.error(); }});
        QTRY_VERIFY(error.has_value());
        QCOMPARE(error->code, ErrorCode::TooLarge);
    }

    void partialResultsComeInOrder()
    {
        Job<int> job;
        QList<int> values;
        job.start(
            [](JobProgress<int> &progress) -> Result<int> {
                progress.publish(1);
                progress.publish(2);
                return 3;
            },
            {.done = [&values](Result<int> result) { values.append(*result); },
             .partial = [&values](int value) { values.append(value); }});
        QTRY_COMPARE(values, (QList<int>{1, 2, 3}));
    }

    void progressIsThrottledPermille()
    {
        Job<int> job;
        QList<int> permille;
        bool isDone = false;
        const qint64 total = std::numeric_limits<qint64>::max();
        job.start(
            [](JobProgress<int> &progress) -> Result<int> {
                progress.report(5, 0); // unknown total
                for (int i = 0; i < 10000; ++i)
                    progress.report(total / 2, total);
                return 0;
            },
            {.done = [&isDone](Result<int>) { isDone = true; },
             .progress = [&permille](int p) { permille.append(p); }});
        QTRY_VERIFY(isDone);
        QCOMPARE(permille.value(0), 500);
        QVERIFY(permille.size() < 1000);
    }

    void doneMayStartTheNext()
    {
        Job<int> job;
        int runs = 0;
        std::function<void()> next = [&] {
            job.start([](JobProgress<int> &) -> Result<int> { return 0; }, {.done = [&](Result<int>) {
                          if (++runs < 3)
                              next();
                      }});
        };
        next();
        QTRY_COMPARE(runs, 3);
        QVERIFY(!job.isRunning());
    }
};

QTEST_GUILESS_MAIN(TestJob)
#include "tst_job.moc"
