#pragma once

#include "core/sparse/sparse_array.h"

#include <QWidget>

class QComboBox;
class QPushButton;

namespace npeek {

class PropertyForm;

/// Everything that the header of a member says, and how the file holds it. Where the file cannot say what the elements
/// are, the choice is here.
class HeaderPanel : public QWidget {
    Q_OBJECT
public:
    explicit HeaderPanel(QWidget *parent = nullptr);

    /// shown: what the elements are viewed as; nullptr when they do not show.
    void setMember(const ArrayFile &file, const Member &member, const DType *shown);
    /// The sparse array that the members are the parts of; its indices may turn out to be wrong.
    void setSparse(const ArrayFile &file, const SparseLayout &layout);
    /// What is inside of Python objects: an array's dtype and shape, or nothing.
    void setObject(const ArrayFile &file, const Member &member, const std::optional<std::pair<DType, Shape>> &type);

Q_SIGNALS:
    void viewTypeChosen(const QString &name); ///< see viewType()
    void layoutChangeRequested(); ///< of a file that was opened as raw data

private:
    void offerViewTypes(const DType &stored, const DType *shown);
    void showStorage(const ArrayFile &file, const Member *member);

    PropertyForm *m_array;
    PropertyForm *m_storage;
    QComboBox *m_viewAs = nullptr; ///< made when they are first needed
    QPushButton *m_changeLayout = nullptr;
};

} // namespace npeek
