#pragma once

#include "core/base/progress.h"
#include "core/base/result.h"

#include <QMetaObject>
#include <QObject>
#include <QSemaphore>
#include <QThreadPool>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <new>

namespace npeek {

/// What a job's work is handed: core's Progress, and a way to show what there is so far.
template <class T> class JobProgress : public Progress {
public:
    virtual void publish(T partial) = 0;
};

/// One background computation that gives a Result<T>. The latest start wins: an earlier one is cancelled and never
/// heard of again. All handlers run in the thread of the job's owner. Work captures values, never this. Destroying
/// cancels and waits.
template <class T> class Job {
public:
    using Work = std::function<Result<T>(JobProgress<T> &)>;
    struct Handlers {
        std::function<void(Result<T>)> done; ///< not called when cancelled or superseded
        std::function<void(T)> partial = {}; ///< what publish() was given
        std::function<void(int)> progress = {}; ///< permille, at most 20 times a second
    };

    Job() = default;
    Q_DISABLE_COPY_MOVE(Job)
    ~Job()
    {
        cancel();
        while (m_started > 0) {
            m_finished->acquire();
            --m_started;
        }
    }

    void start(Work work, Handlers handlers)
    {
        cancel();
        auto run = std::make_shared<Run>();
        run->handlers = std::move(handlers);
        m_current = run;
        ++m_started;
        while (m_finished->tryAcquire()) // forget runs that have ended
            --m_started;
        QThreadPool::globalInstance()->start(
            [run, work = std::move(work), finished = m_finished, receiver = m_receiver] {
                Context context(run, receiver);
                Result<T> result = guarded(work, context);
                deliver(run, receiver, [result = std::move(result)](Run &r) mutable {
                    r.isRunning = false;
                    r.handlers.done(std::move(result));
                });
                finished->release();
            });
    }

    /// Asks the work to stop; no handler is called any more.
    void cancel()
    {
        if (m_current)
            m_current->canceled = true;
        m_current.reset();
    }

    bool isRunning() const { return m_current && m_current->isRunning; }

private:
    struct Run {
        std::atomic<bool> canceled = false;
        bool isRunning = true; // owner's thread only
        Handlers handlers;
    };

    static Result<T> guarded(const Work &work, JobProgress<T> &progress)
    {
        if (progress.isCanceled())
            return Error{ErrorCode::Canceled, QStringLiteral("canceled")};
        try {
            return work(progress);
        } catch (const std::bad_alloc &) {
            return Error{ErrorCode::TooLarge, QStringLiteral("there is not enough memory for this")};
        }
    }

    template <class Call>
    static void deliver(const std::shared_ptr<Run> &run, const std::shared_ptr<QObject> &receiver, Call call)
    {
        auto shared = std::make_shared<Call>(std::move(call)); // functors of events must be copyable
        QMetaObject::invokeMethod(
            receiver.get(),
            [run, shared] {
                if (!run->canceled)
                    (*shared)(*run);
            },
            Qt::QueuedConnection);
    }

    class Context : public JobProgress<T> {
    public:
        Context(std::shared_ptr<Run> run, std::shared_ptr<QObject> receiver)
            : m_run(std::move(run))
            , m_receiver(std::move(receiver))
        {
        }
        bool isCanceled() const override { return m_run->canceled; }
        void report(qint64 done, qint64 total) override
        {
            const auto now = std::chrono::steady_clock::now();
            if (!m_run->handlers.progress || total <= 0 || now < m_nextReport)
                return;
            m_nextReport = now + std::chrono::milliseconds(50);
            const int permille = static_cast<int>(1000.0 * static_cast<double>(done) / static_cast<double>(total));
            deliver(m_run, m_receiver, [permille](Run &run) { run.handlers.progress(permille); });
        }
        void publish(T partial) override
        {
            if (m_run->handlers.partial)
                deliver(m_run, m_receiver,
                        [partial = std::move(partial)](Run &run) mutable { run.handlers.partial(std::move(partial)); });
        }

    private:
        std::shared_ptr<Run> m_run;
        std::shared_ptr<QObject> m_receiver;
        std::chrono::steady_clock::time_point m_nextReport{};
    };

    std::shared_ptr<QObject> m_receiver{new QObject, [](QObject *object) { object->deleteLater(); }};
    std::shared_ptr<QSemaphore> m_finished = std::make_shared<QSemaphore>();
    int m_started = 0;
    std::shared_ptr<Run> m_current;
};

} // namespace npeek
