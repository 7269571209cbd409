#include "ui/member_delegate.h"

#include "core/format/array_file.h"
#include "ui/member_model.h"
#include "ui/theme.h"

#include <QPainter>

namespace npeek {
namespace {

constexpr int margin = 8;
constexpr int padding = 5;

bool isRefused(const QModelIndex &index)
{
    return index.data(MemberModel::StateRole).toInt() == static_cast<int>(Member::State::Refused);
}

} // namespace

void MemberDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const QPalette &palette = option.palette;
    if (isSelected)
        painter->fillRect(option.rect, palette.color(QPalette::Highlight));
    else if (option.state.testFlag(QStyle::State_MouseOver))
        painter->fillRect(option.rect, blend(palette.color(QPalette::Base), palette.color(QPalette::Highlight), 0.1));

    QColor strong = palette.color(isSelected ? QPalette::HighlightedText : QPalette::Text);
    QColor faint = isSelected ? blend(strong, palette.color(QPalette::Highlight), 0.15) : mutedText(palette);
    if (isRefused(index) && !isSelected)
        strong = faint = blend(QColor(0xd0, 0x3b, 0x3b), palette.color(QPalette::Text), 0.2);

    const QFontMetrics metrics(option.font);
    const int lineHeight = metrics.height();
    QRect line = option.rect.adjusted(margin, padding, -margin, 0);
    line.setHeight(lineHeight);
    const auto draw = [&](const QString &text, const QColor &color, bool isBold, Qt::TextElideMode elide) {
        QFont font = option.font;
        font.setBold(isBold);
        painter->setFont(font);
        painter->setPen(color);
        painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                          QFontMetrics(font).elidedText(text, elide, line.width()));
        line.translate(0, lineHeight);
    };
    draw(index.data().toString(), strong, true, Qt::ElideMiddle);
    draw(index.data(MemberModel::DetailRole).toString(), isSelected ? strong : palette.color(QPalette::Text), false,
         Qt::ElideRight);
    draw(index.data(MemberModel::SizeRole).toString(), faint, false, Qt::ElideRight);
    painter->restore();
}

QSize MemberDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {120, 3 * QFontMetrics(option.font).height() + 2 * padding};
}

} // namespace npeek
