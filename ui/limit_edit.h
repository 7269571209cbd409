#pragma once

#include <QLineEdit>

#include <optional>

namespace npeek {

/// A box for one finite number of any size, 1e-25 as well as 1e25. A red border says that the text is none; Esc takes
/// it back.
class LimitEdit : public QLineEdit {
    Q_OBJECT
public:
    explicit LimitEdit(QWidget *parent = nullptr);

    /// Shows a value with as many digits as a range of this size asks for. Its own text is left alone while it means
    /// the same.
    void setValue(double value, double resolution);
    /// What was typed, or exactly what was set when nothing was. Nothing when the text is no finite number.
    std::optional<double> value() const;

    void setInvalid(bool invalid);
    bool isInvalid() const { return m_isInvalid; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void showValue();

    double m_value = 0;
    QString m_text; ///< of m_value
    bool m_isInvalid = false;
};

/// A number as people type it: decimal point or comma, hyphen or minus sign. Nothing for anything else and for inf and
/// nan.
std::optional<double> parseNumber(const QString &text);

} // namespace npeek
