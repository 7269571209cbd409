// How long the table takes to paint a full window at the first and at the last row of a 4 TB sparse file, against a
// small array.
#include "core/format/array_file.h"
#include "ui/array_grid.h"
#include "ui/grid_view.h"
#include "ui/slice_state.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QImage>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

using namespace npeek;

namespace {

QString sparseFile(const QTemporaryDir &folder, const QString &name, qint64 rows, qint64 columns)
{
    ArrayHeader header;
    header.dtype.kind = Kind::UInt;
    header.dtype.itemsize = 1;
    header.shape = {rows, columns};
    const QByteArray start = header.encode();
    QFile file(folder.filePath(name));
    if (!file.open(QIODevice::ReadWrite) || file.write(start) != start.size()
        || !file.resize(start.size() + rows * columns))
        qFatal("cannot make %s", qPrintable(file.fileName()));
    file.seek(start.size() + rows * columns - 1);
    file.write("\x7f", 1);
    return file.fileName();
}

double medianPaint(GridView &view, QImage &image)
{
    std::vector<double> times;
    for (int i = 0; i < 31; ++i) {
        QElapsedTimer timer;
        timer.start();
        view.render(&image);
        times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    std::ranges::nth_element(times, times.begin() + 15);
    return times[15];
}

void measure(const QString &path, const char *label)
{
    const auto file = ArrayFile::open(path);
    const auto array = file ? file->array(file->members().front()) : Result<ArrayView>(file.error());
    if (!array)
        qFatal("%s", qPrintable(array.error().message));
    ArrayGrid cells;
    cells.setSlice(SliceState(array->shape()).slice(*array, QStringLiteral("a")));
    GridView view;
    view.setModel(&cells);
    view.resize(1920, 1080);
    view.ensurePolished();
    QImage image(view.size(), QImage::Format_RGB32);
    const double first = medianPaint(view, image);
    view.setCurrentCell(cells.rowCount() - 1, cells.columnCount() - 1);
    const double last = medianPaint(view, image);
    const GridRect shown = view.visibleCells();
    std::printf("| %s | %.2f ms | %.2f ms | %lld x %lld | %s |\n", label, first, last, shown.rows, shown.columns,
                qPrintable(cells.cell(cells.rowCount() - 1, cells.columnCount() - 1).text));
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const QTemporaryDir folder;
    const qint64 million = 1'000'000;
    std::printf("| array | full repaint at the first row | at the last row | cells shown | last value (127 is right) "
                "|\n|---|---|---|---|---|\n");
    measure(sparseFile(folder, QStringLiteral("small.npy"), 1000, 4), "(1000, 4)");
    measure(sparseFile(folder, QStringLiteral("tall.npy"), million * million, 4), "(10^12, 4)");
    measure(sparseFile(folder, QStringLiteral("small2.npy"), 1000, 1000), "(1000, 1000)");
    measure(sparseFile(folder, QStringLiteral("both.npy"), million, million), "(10^6, 10^6)");
    return 0;
}
