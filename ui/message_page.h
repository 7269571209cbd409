#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace npeek {

/// A sentence instead of data, and perhaps a button for what can be done about it.
class MessagePage : public QWidget {
    Q_OBJECT
public:
    explicit MessagePage(QWidget *parent = nullptr);

    /// action: what the button says; empty for none.
    void showMessage(const QString &message, const QString &action = {});

Q_SIGNALS:
    void actionTriggered();

private:
    QLabel *m_text;
    QPushButton *m_action = nullptr; ///< made when it is first needed
};

} // namespace npeek
