#include "ui/welcome_view.h"

#include "ui/theme.h"

#include <QFileInfo>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace npeek {
namespace {

constexpr int shownFiles = 6;

QRect targetRect(const QWidget *widget)
{
    return widget->rect().adjusted(24, 24, -24, -24);
}

QLabel *centeredLabel(const QString &text, double size, bool isMuted)
{
    auto *label = new QLabel(text);
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * size);
    label->setFont(font);
    label->setAlignment(Qt::AlignCenter);
    if (isMuted)
        label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

} // namespace

WelcomeView::WelcomeView(QWidget *parent)
    : QWidget(parent)
    , m_recent(new QVBoxLayout)
{
    auto *open = new QPushButton(tr("Open…"));
    open->setToolTip(tr("Choose files to open (Ctrl+O)"));
    open->setMinimumWidth(140);
    connect(open, &QPushButton::clicked, this, &WelcomeView::openRequested);

    auto *layout = new QVBoxLayout(this);
    layout->addStretch(3);
    layout->addWidget(centeredLabel(tr("Drop .npy or .npz files here"), 1.8, false));
    layout->addSpacing(4);
    layout->addWidget(centeredLabel(tr("to see their arrays as tables and pictures, whatever their size"), 1.0, true));
    layout->addSpacing(16);
    layout->addWidget(open, 0, Qt::AlignCenter);
    layout->addSpacing(24);
    layout->addLayout(m_recent);
    layout->addStretch(4);
}

void WelcomeView::setRecentFiles(const QStringList &paths)
{
    while (QLayoutItem *item = m_recent->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    if (paths.isEmpty())
        return;
    m_recent->addWidget(centeredLabel(tr("Opened last"), 1.0, true));
    for (const QString &path : paths.mid(0, shownFiles)) {
        auto *button = new QPushButton(QFileInfo(path).fileName().replace(u'&', QLatin1String("&&")));
        button->setFlat(true);
        button->setToolTip(path);
        button->setCursor(Qt::PointingHandCursor);
        QPalette palette = button->palette();
        palette.setColor(QPalette::ButtonText, palette.color(QPalette::Link));
        button->setPalette(palette);
        connect(button, &QPushButton::clicked, this, [this, path] { Q_EMIT fileChosen(path); });
        m_recent->addWidget(button, 0, Qt::AlignCenter);
    }
}

void WelcomeView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(
        QPen(blend(palette().color(QPalette::Window), palette().color(QPalette::WindowText), 0.3), 1.5, Qt::DashLine));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(targetRect(this), 12, 12);
}

} // namespace npeek
