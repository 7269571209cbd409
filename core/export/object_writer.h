#pragma once

#include "core/export/object_text.h"

#include <vector>

namespace npeek {

/// One call of objectText(): where it writes, and the containers it is inside of.
class ObjectWriter {
public:
    explicit ObjectWriter(const ObjectFormat &format)
        : m_format(format)
    {
    }

    void append(const PyObject &object);
    QString take();

private:
    bool isFull() const { return m_text.size() > m_format.maxLength; }
    qint64 room() const { return m_format.maxLength + 1 - m_text.size(); }
    void append(QLatin1String text) { m_text += text; }
    void append(const QString &text) { m_text += text; }
    void appendNested(const PyObject &object);
    void appendContainer(const PyObject &object);

    void appendStr(const PyObject &object);
    void appendBytes(const PyObject &object);
    void appendItems(const PyObject &object, const char *open, const char *close);
    void appendPairs(const PyObject &object);
    void appendSet(const PyObject &object);
    void appendList(const PyObject &object);
    void appendDict(const PyObject &object);
    void appendMoment(const PyObject &object);
    void appendTimeDelta(const PyMoment &moment);
    void appendClass(const PyObject &object);
    void appendOpaque(const PyObject &object);
    void appendSparse(const PyObject &object);
    void appendRange(const PyObject &object);

    void appendScalar(const PyObject &object);
    void appendArray(const PyObject &object);
    void appendAxis(const PyObject &array, const DType &dtype, const Shape &strides, size_t axis, qint64 index);
    void appendElement(const PyObject &array, const DType &dtype, qint64 index);

    ObjectFormat m_format;
    QString m_text;
    std::vector<const void *> m_open;
    Shape m_shape; ///< of the array that is written
    bool m_isAbridged = false;
};

} // namespace npeek
