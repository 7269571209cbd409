#pragma once

#include <QWidget>

class QVBoxLayout;

namespace npeek {

/// What an empty window shows: where to drop files, how to open them, and the files opened last.
class WelcomeView : public QWidget {
    Q_OBJECT
public:
    explicit WelcomeView(QWidget *parent = nullptr);
    void setRecentFiles(const QStringList &paths);

Q_SIGNALS:
    void openRequested();
    void fileChosen(const QString &path);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QVBoxLayout *m_recent;
};

} // namespace npeek
