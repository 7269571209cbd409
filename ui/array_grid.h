#pragma once

#include "core/export/cell_text.h"
#include "ui/grid_model.h"
#include "ui/job.h"
#include "ui/slice2d.h"

#include <memory>

namespace npeek {

/// The cells of a 2-D slice. Cells of mapped sources are read while painting; others are fetched, a window at a time,
/// by a job. A structured slice of one column shows its fields as named columns.
class ArrayGrid : public GridModel {
    Q_OBJECT
public:
    explicit ArrayGrid(QObject *parent = nullptr);
    ~ArrayGrid() override;

    void setSlice(const Slice2d &slice);
    void setFormat(const CellFormat &format);

    qint64 rowCount() const override;
    qint64 columnCount() const override;
    QString rowLabel(qint64 row) const override;
    QString columnLabel(qint64 column) const override;
    GridCell cell(qint64 row, qint64 column) const override;
    void prepare(const GridRect &visible) override;
    QString widestText(qint64 column) const override;

Q_SIGNALS:
    /// Cells could not be read; the reason is for the document's banner.
    void failed(const QString &message);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace npeek
