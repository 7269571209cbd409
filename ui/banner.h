#pragma once

#include <QFrame>

class QLabel;

namespace npeek {

/// A message in place, above what it is about: what went wrong, or what the user should know. Hidden when there is
/// none.
class Banner : public QFrame {
    Q_OBJECT
public:
    enum class Severity { Note, Error };

    explicit Banner(QWidget *parent = nullptr);
    void showMessage(Severity severity, const QString &message);
    void clear();

protected:
    void changeEvent(QEvent *event) override;

private:
    void updateColors();

    Severity m_severity = Severity::Note;
    QLabel *m_text;
};

} // namespace npeek
