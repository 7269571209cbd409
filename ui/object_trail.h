#pragma once

#include "core/format/array_file.h"
#include "ui/job.h"
#include "ui/object_level.h"

#include <QWidget>

class QLabel;

namespace npeek {

/// The way from an array of Python objects into one of its elements, and back: every level is a link. Hidden on the
/// first level.
class ObjectTrail : public QWidget {
    Q_OBJECT
public:
    explicit ObjectTrail(QWidget *parent = nullptr);

    /// Begins with the array of a member in Member::State::Object; levelShown() or failed() follow.
    void read(const ArrayFile &file, const Member &member, const QString &name);
    void clear();
    /// Goes on to an element of the current level, at a cell of it; levelShown() or failed() follow.
    void open(const PyObject &object, const QString &label, qint64 row, qint64 column);
    void openText(const PyObject &object, const QString &label, qint64 row, qint64 column);
    void goBack();

    bool isEmpty() const { return m_levels.empty(); }
    bool isOnFirst() const { return m_levels.size() <= 1; }
    bool isBusy() const { return m_job.isRunning(); }
    const ObjectLevel &current() const { return m_levels.back(); }
    /// What Python would write: "objects[3]['a']".
    QString expression() const;

Q_SIGNALS:
    void levelLeft(); ///< another one is about to show
    void levelShown();
    void failed(const QString &message);

private:
    using Work = Job<ObjectLevel>::Work;
    void start(Work work);
    void push(ObjectLevel level);
    void goTo(size_t level);
    void showPath();
    void leaveAt(qint64 row, qint64 column);

    std::vector<ObjectLevel> m_levels;
    Job<ObjectLevel> m_job;
    QLabel *m_path;
};

} // namespace npeek
