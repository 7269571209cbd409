#pragma once

#include "core/format/array_file.h"

#include <QWidget>

namespace npeek {

class PropertyForm;

/// Everything that the header of a member says, and how the file holds it.
class HeaderPanel : public QWidget {
    Q_OBJECT
public:
    explicit HeaderPanel(QWidget *parent = nullptr);
    void setMember(const ArrayFile &file, const Member &member);

private:
    PropertyForm *m_array;
    PropertyForm *m_storage;
};

} // namespace npeek
