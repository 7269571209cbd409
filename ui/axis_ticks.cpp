#include "ui/axis_ticks.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace npeek {

namespace {

/// mantissa x 10^exponent, kept apart so that multiples come out as the nearest doubles to their decimal spelling.
struct RoundStep {
    double mantissa = 1;
    int exponent = 0;
    double times(double k) const
    {
        const double power = std::pow(10.0, std::abs(exponent));
        return exponent < 0 && std::isfinite(power) ? k * mantissa / power : k * mantissa * std::pow(10.0, exponent);
    }
};

RoundStep roundStepFor(double atLeast)
{
    const int exponent = static_cast<int>(std::floor(std::log10(atLeast)));
    const double mantissa = atLeast / std::pow(10.0, exponent);
    for (const double candidate : {1.0, 2.0, 5.0}) {
        if (mantissa <= candidate * (1 + 1e-9))
            return {candidate, exponent};
    }
    return {1, exponent + 1};
}

QString tickLabel(double value, double largest, int stepExponent)
{
    if (value == 0)
        return QStringLiteral("0");
    const int topExponent = static_cast<int>(std::floor(std::log10(largest)));
    if (topExponent < 6 && stepExponent >= -5)
        return QString::number(value, 'f', std::max(0, -stepExponent));
    return QString::number(value, 'g', std::clamp(topExponent - stepExponent + 1, 1, 17));
}

std::vector<ValueTick> endTicks(double min, double max)
{
    const double resolution = max - min;
    return {{min, shortNumber(min, resolution)}, {max, shortNumber(max, resolution)}};
}

} // namespace

std::vector<ValueTick> valueTicks(double min, double max, int count)
{
    if (!(min < max) || !std::isfinite(min) || !std::isfinite(max))
        return {};
    const double atLeast = max / std::max(count - 1, 1) - min / std::max(count - 1, 1); // max - min may overflow
    if (!(atLeast > 1e-300) || !std::isfinite(atLeast))
        return endTicks(min, max);
    const RoundStep step = roundStepFor(atLeast);
    const double unit = step.times(1);
    const auto tolerance = [](double k) { return std::max(1e-9, std::abs(k) * 2.3e-16); }; // 0.3 / 0.1 is less than 3
    const double first = std::ceil(min / unit - tolerance(min / unit));
    const double last = std::floor(max / unit + tolerance(max / unit));
    const double largest = std::max(std::abs(min), std::abs(max));
    if (std::max(std::abs(first), std::abs(last)) > 1e14)
        return endTicks(min, max);
    std::vector<ValueTick> ticks;
    for (double k = first; k <= last; ++k) {
        const double value = std::clamp(step.times(k), min, max);
        ticks.push_back({value, tickLabel(k == 0 ? 0 : value, largest, step.exponent)});
    }
    return ticks;
}

QString shortNumber(double value, double resolution)
{
    int digits = 6;
    if (resolution > 0 && value != 0 && std::isfinite(value))
        digits = static_cast<int>(std::clamp(std::ceil(std::log10(std::abs(value) / resolution)) + 3, 6.0, 17.0));
    return QString::number(value, 'g', digits);
}

qint64 roundStep(double atLeast)
{
    if (!(atLeast > 1))
        return 1;
    return qRound64(roundStepFor(std::min(atLeast, 1e18)).times(1));
}

std::vector<qint64> indexTicks(qint64 first, qint64 end, qint64 step, qint64 start, qint64 stride)
{
    // i * stride + start is a multiple of step * stride when i = -(start / stride) modulo step.
    const qint64 phase = ((-(start / stride)) % step + step) % step;
    qint64 i = first - first % step + phase;
    if (i - step >= first)
        i -= step;
    while (i < first)
        i += step;
    std::vector<qint64> ticks;
    for (; i < end; i += step)
        ticks.push_back(i);
    return ticks;
}

QString groupedNumber(qint64 value)
{
    QLocale locale = QLocale::c();
    locale.setNumberOptions(QLocale::DefaultNumberOptions); // C has no groups otherwise
    QString text = locale.toString(value);
    return text.replace(u',', QChar(0x202f));
}

} // namespace npeek
