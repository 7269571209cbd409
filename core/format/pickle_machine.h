#pragma once

#include "core/format/pickle_input.h"
#include "core/format/pickle_reader.h"
#include "core/format/py_node.h"

#include <QHash>

namespace npeek {

/// The stack machine behind pickles. Every operation takes its operands from the input and the stack and leaves a
/// value; false stops with m_error.
class PickleMachine {
public:
    PickleMachine(const ByteSource &source, qint64 offset, const PickleLimits &limits, Progress &progress);
    Result<PyObject> run();

private:
    using Operation = bool (PickleMachine::*)();
    struct Opcode {
        unsigned char code;
        const char *name;
        Operation operation;
    };
    static const Opcode opcodes[];
    static const Opcode *opcodeOf(unsigned char code);

    bool step();
    bool fail(ErrorCode code, const QString &what);
    bool corrupt(const QString &what) { return fail(ErrorCode::Corrupt, what); }
    bool inputFailed();
    Error errorHere() const;

    // Operands
    bool take(qint64 size, Bytes &bytes);
    bool takeLine(QByteArrayView &line);
    bool takeNumber(int size, quint64 &number);
    bool takeCounted(int countSize, QByteArrayView &bytes);
    bool push(PyRef ref);
    bool pop(PyRef &ref);
    bool top(PyRef &ref);
    bool popMark(PyRefs &items);

    // Values
    bool pushNone() { return push(PyArena::none); }
    template <bool value> bool pushBool() { return push(PyArena::boolean(value)); }
    template <int size, bool isSigned> bool pushInt();
    bool pushIntLine();
    bool pushLongLine();
    bool pushDecimal(QByteArrayView digits);
    template <int countSize> bool pushLong();
    bool pushFloat();
    bool pushFloatLine();
    template <PyObject::Type type, int countSize> bool pushCounted();
    template <int countSize> bool pushPython2Str();
    bool pushStringLine();
    bool pushUnicodeLine();
    bool pushBytes(PyObject::Type type, QByteArrayView bytes, bool isPython2Str);

    // Containers
    template <PyObject::Type type> bool pushEmpty() { return push(m_arena->addRefs(type, {})); }
    bool pushEmptyTuple() { return push(m_arena->emptyTuple()); }
    template <PyObject::Type type> bool pushMarked();
    template <int size> bool pushTuple();
    bool pushMarkedDict();
    bool append();
    bool appendMarked();
    bool setItem();
    bool setMarkedItems();
    bool extend(PyRefs *target, const PyRefs &items, const char *what);

    // Stack and memo
    bool mark();
    bool discard();
    bool discardMarked();
    bool duplicate();
    bool memoize();
    template <int size> bool put();
    template <int size> bool recall();
    bool putLine();
    bool recallLine();
    bool store(quint64 number);
    bool load(quint64 number);
    bool takeIndexLine(quint64 &number);

    // Names and calls
    bool global();
    bool stackGlobal();
    bool pushClass(const QByteArray &module, const QByteArray &name);
    bool pushOpaque(const char *name, PyRef argument);
    template <int size> bool extension();
    bool persistentLine();
    bool persistent();
    bool reduce();
    bool newObject() { return reduce(); }
    bool newObjectWithKeywords();
    bool instance();
    bool object();
    bool build();
    bool call(PyRef callee, PyRef args);

    // The rest
    bool protocol();
    bool frame();
    bool stop();
    bool nextBuffer();
    bool readonlyBuffer()
    {
        PyRef ref;
        return top(ref);
    }

    std::shared_ptr<PyArena> m_arena;
    PickleInput m_input;
    PickleLimits m_limits;
    Progress &m_progress;
    const Opcode *m_opcode = nullptr;
    qint64 m_opcodeStart;
    std::vector<PyRef> m_stack;
    std::vector<size_t> m_marks;
    std::vector<PyRef> m_memo; ///< numbers 0, 1, 2, ... as they come
    QHash<quint64, PyRef> m_sparseMemo; ///< numbers that came out of turn
    bool m_isDone = false;
    Error m_error;
};

} // namespace npeek
