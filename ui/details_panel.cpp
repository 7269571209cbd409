#include "ui/details_panel.h"

#include "ui/document_view.h"
#include "ui/header_panel.h"
#include "ui/statistics_panel.h"

#include <QVBoxLayout>

namespace npeek {

DetailsPanel::DetailsPanel(QWidget *parent)
    : QScrollArea(parent)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

void DetailsPanel::create()
{
    m_statistics = new StatisticsPanel;
    m_header = new HeaderPanel;
    auto *details = new QWidget;
    auto *column = new QVBoxLayout(details);
    column->setContentsMargins(10, 10, 10, 10);
    column->setSpacing(14);
    column->addWidget(m_statistics);
    column->addWidget(m_header);
    column->addStretch(1);
    setWidget(details);
    connect(m_statistics, &StatisticsPanel::finished, this, &DetailsPanel::finished);
    connect(m_statistics, &StatisticsPanel::failed, this, &DetailsPanel::failed);
    connect(m_header, &HeaderPanel::viewTypeChosen, this, &DetailsPanel::viewTypeChosen);
    connect(m_header, &HeaderPanel::layoutChangeRequested, this, &DetailsPanel::layoutChangeRequested);
}

HeaderPanel *DetailsPanel::header()
{
    if (!m_header)
        create();
    return m_header;
}

void DetailsPanel::clearStatistics()
{
    if (m_statistics)
        m_statistics->clear();
}

void DetailsPanel::showStatistics(const DocumentView &document)
{
    if (!m_statistics)
        create();
    m_statistics->setVisible(document.hasArray());
    if (document.hasArray() && document.source().size() > 0)
        m_statistics->setViews(document.source(), document.slice());
}

bool DetailsPanel::isBusy() const
{
    return m_statistics && m_statistics->isBusy();
}

} // namespace npeek
