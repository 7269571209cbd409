#pragma once

#include "core/sparse/sparse_layout.h"

#include <QScrollArea>

namespace npeek {

class DocumentView;
class HeaderPanel;
class StatisticsPanel;

/// Beside a document: the statistics of what it shows, and what the file says of it. Its parts are made when it is
/// first filled, so that data can be on screen before.
class DetailsPanel : public QScrollArea {
    Q_OBJECT
public:
    explicit DetailsPanel(QWidget *parent = nullptr);

    void clearStatistics();
    void showStatistics(const DocumentView &document);
    /// Made by the first call.
    HeaderPanel *header();
    bool isBusy() const;

Q_SIGNALS:
    void finished(); ///< isBusy() became false
    void failed(const QString &message);
    void viewTypeChosen(const QString &name);
    void layoutChangeRequested();

private:
    void create();

    StatisticsPanel *m_statistics = nullptr;
    HeaderPanel *m_header = nullptr;
};

} // namespace npeek
