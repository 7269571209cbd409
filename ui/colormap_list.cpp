#include "ui/colormap_list.h"

#include "core/analysis/colormap.h"

#include <QIconEngine>
#include <QImage>
#include <QPainter>

namespace npeek {

namespace {

const QLatin1String reversedSuffix("_r");

class ColormapIconEngine : public QIconEngine {
public:
    explicit ColormapIconEngine(const QString &name)
        : m_name(name)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode, QIcon::State) override
    {
        if (m_image.isNull())
            m_image = image();
        painter->setRenderHint(QPainter::SmoothPixmapTransform);
        painter->drawImage(rect, m_image);
    }

    QIconEngine *clone() const override { return new ColormapIconEngine(m_name); }

private:
    QImage image() const
    {
        const Result<Colormap> colormap = Colormap::named(m_name);
        if (!colormap)
            return {};
        QImage colors(static_cast<int>(colormap->colors.size()), 1, QImage::Format_RGB32);
        std::copy(colormap->colors.begin(), colormap->colors.end(), reinterpret_cast<QRgb *>(colors.scanLine(0)));
        return colors;
    }

    QString m_name;
    QImage m_image;
};

} // namespace

QIcon colormapIcon(const QString &name)
{
    return QIcon(new ColormapIconEngine(name));
}

ColormapList::ColormapList(QObject *parent)
    : QAbstractListModel(parent)
{
    for (const QString &name : Colormap::names()) {
        if (!name.endsWith(reversedSuffix))
            m_names << name;
    }
}

int ColormapList::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_names.size());
}

QVariant ColormapList::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return nameAt(index.row());
    if (role == Qt::DecorationRole)
        return colormapIcon(nameAt(index.row()));
    return {};
}

void ColormapList::setReversed(bool reversed)
{
    if (m_isReversed == reversed)
        return;
    m_isReversed = reversed;
    Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

QString ColormapList::nameAt(int row) const
{
    return m_isReversed ? m_names.at(row) + reversedSuffix : m_names.at(row);
}

int ColormapList::rowOf(const QString &name) const
{
    const bool isReversed = name.endsWith(reversedSuffix);
    return static_cast<int>(m_names.indexOf(isReversed ? name.chopped(2) : name));
}

} // namespace npeek
