#pragma once

#include "ui/raw_choice.h"

#include <QDialog>

class QComboBox;
class QDialogButtonBox;
class QFormLayout;
class QLabel;
class QLineEdit;

namespace npeek {

class ArrayGrid;
class GridView;

/// Asks how the bytes of a file without a header are to be read, and shows at once what that would give: bytes needed
/// and there, and the first values. What does not fit is refused in place.
class RawDialog : public QDialog {
    Q_OBJECT
public:
    /// file: all bytes of it.
    RawDialog(const QString &path, ByteSourcePtr file, const RawChoice &choice, QWidget *parent);

    RawChoice choice() const;
    bool isAcceptable() const; ///< the choice fits the file

Q_SIGNALS:
    void chosen(const npeek::RawChoice &choice);

private:
    void createFields(QFormLayout *form);
    void fill(const RawChoice &choice);
    void connectFields();
    void refresh();
    void showPreview(const ArrayHeader &header);
    void clearPreview();

    ByteSourcePtr m_file;
    QComboBox *m_dtype;
    QComboBox *m_byteOrder;
    QLineEdit *m_shape;
    QComboBox *m_order;
    QLineEdit *m_offset;
    QLabel *m_summary;
    QLabel *m_previewName;
    GridView *m_preview;
    ArrayGrid *m_cells;
    QDialogButtonBox *m_buttons;
};

} // namespace npeek
