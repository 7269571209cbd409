#pragma once

#include <QString>

#include <utility>
#include <variant>

namespace npeek {

enum class ErrorCode { Io, NotFound, FileChanged, Corrupt, Unsupported, TooLarge, InvalidInput, Canceled };

/// Why something could not be done: one sentence for the user that says what, where, and the numbers.
struct [[nodiscard]] Error {
    ErrorCode code = ErrorCode::Io;
    QString message;
};

/// A value or the reason why there is none. Result<> stands for "done" without a value.
template <class T = std::monostate> class [[nodiscard]] Result {
public:
    Result() requires std::is_same_v<T, std::monostate> : m_state(std::in_place_index<0>) { }
    Result(T value)
        : m_state(std::in_place_index<0>, std::move(value))
    {
    }
    Result(Error error)
        : m_state(std::in_place_index<1>, std::move(error))
    {
    }

    bool isOk() const { return m_state.index() == 0; }
    explicit operator bool() const { return isOk(); }

    /// The reason; only when !isOk().
    const Error &error() const { return std::get<1>(m_state); }

    /// The value; only when isOk().
    T &operator*() & { return std::get<0>(m_state); }
    const T &operator*() const & { return std::get<0>(m_state); }
    T &&operator*() && { return std::get<0>(std::move(m_state)); }
    T *operator->() { return &std::get<0>(m_state); }
    const T *operator->() const { return &std::get<0>(m_state); }

private:
    std::variant<T, Error> m_state;
};

} // namespace npeek
